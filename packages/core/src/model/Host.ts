/** A DNS name as a scope names it: lower case, no port, no trailing dot; perhaps a wildcard (`*.example.com`). */
export type Host = string;

const withPort = /^(.*):(\d{1,5})$/s;
const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/;
const ipv4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const ipv6 = /^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/;
const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/** What an authority, a destination or a host key names: without its port, in lower case, without a trailing dot. */
export const normalize = (text: string): Host => {
  const bare = bracketed.exec(text)?.[1];
  if (bare !== undefined) return bare.toLowerCase();
  const lower = text.toLowerCase();
  const name = ipv6.test(lower) ? lower : (withPort.exec(lower)?.[1] ?? lower);
  return name.length > 1 && name.endsWith('.') ? name.slice(0, -1) : name;
};

/** Whether a normalized name is an IP address. */
export const isAddress = (name: Host): boolean => ipv4.test(name) || ipv6.test(name);

export const isWildcard = (host: Host): boolean => host.startsWith('*');

/** The name that a wildcard covers everything under: `example.com` for `*.example.com`, nothing for `*`. */
export const suffixOf = (wildcard: Host): string => wildcard.replace(/^\*\.?/, '');

/** The names above a name, itself included, nearest first: `a.b.c`, `b.c`, `c`, and the root. */
export const ancestors = (name: string): ReadonlyArray<string> => {
  const names: string[] = [];
  for (let at = 0; ;) {
    names.push(name.slice(at));
    const dot = name.indexOf('.', at);
    if (dot === -1) return name === '' ? names : [...names, ''];
    at = dot + 1;
  }
};

const whyNotLabel = (part: string): string | undefined => {
  if (part === '') return 'it has an empty label';
  if (part.length > 63) return 'a label is longer than 63 characters';
  if (part.includes('*')) return 'only the whole first label may be a wildcard';
  return label.test(part)
    ? undefined
    : `the label ${JSON.stringify(part)} is not made of letters, digits and inner hyphens`;
};

/**
 * Why Istio would reject a name as the host part of a Sidecar's egress host; undefined where it would not.
 *
 * Source: istio pkg/config/validation, validateSidecarOrGatewayHostnamePart and ValidateWildcardDomain.
 */
export const whyInvalid = (host: Host): string | undefined => {
  if (host === '') return 'it is empty';
  if (host === '*') return 'a lone wildcard is no host';
  if (host.length > 255) return 'it is longer than 255 characters';
  if (isAddress(host)) return 'it is an IP address';
  if (!host.includes('.')) return 'it has no dot, and Istio takes full names only';
  const labels = (host.startsWith('*.') ? host.slice(2) : host).split('.');
  const bad = labels.map(whyNotLabel).find(why => why !== undefined);
  return bad ?? (/^\d+$/.test(labels.at(-1) ?? '') ? 'its last label is a number' : undefined);
};

/** Why Istio would reject a name as the namespace of an egress host. */
export const whyInvalidNamespace = (namespace: string): string | undefined =>
  namespace.length <= 63 && label.test(namespace) ? undefined : 'the part before the slash is no namespace';
