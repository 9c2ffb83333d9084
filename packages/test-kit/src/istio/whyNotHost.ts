const maxName = 255;
const maxLabel = 63;

const isLetterOrDigit = (character: string): boolean => /^[a-zA-Z0-9]$/.test(character);

/** A DNS label: letters, digits and inner hyphens. */
const isLabel = (text: string): boolean =>
  text.length > 0 &&
  text.length <= maxLabel &&
  [...text].every(character => isLetterOrDigit(character) || character === '-') &&
  isLetterOrDigit(text[0] ?? '') &&
  isLetterOrDigit(text[text.length - 1] ?? '');

const isNumber = (text: string): boolean =>
  text !== '' && [...text].every(character => character >= '0' && character <= '9');

const whyNotLabels = (name: string): string | undefined => {
  const labels = name.split('.');
  const named = labels.at(-1) === '' ? labels.slice(0, -1) : labels;
  const bad = named.find(label => !isLabel(label));
  if (bad !== undefined || named.length === 0) return `invalid label ${JSON.stringify(bad ?? '')}`;
  return isNumber(labels.at(-1) ?? '') ? 'the top level domain is all numeric' : undefined;
};

/** A wildcard opens the first label (`*`, and older `*-a` and `*a`); it stands nowhere else. */
const whyNotWildcard = (name: string): string | undefined => {
  const [first = '', ...rest] = name.split('.');
  if (rest.some(label => label.includes('*'))) return 'a wildcard after the first label';
  const opened = /^\*-?/.test(first) ? first.replace(/^\*-?/, '') : first;
  if (opened !== '' && !isLabel(opened)) return `invalid first label ${JSON.stringify(first)}`;
  if (first === '' || first === '*-') return `invalid first label ${JSON.stringify(first)}`;
  return whyNotLabels(rest.join('.'));
};

const whyNotName = (name: string): string | undefined => {
  if (name === '') return 'the dnsName is empty';
  if (name === '*') return undefined;
  if (!name.includes('.')) return 'short names are not allowed';
  if (name.length > maxName) return 'the dnsName is longer than 255';
  return name.includes('*') ? whyNotWildcard(name) : whyNotLabels(name);
};

const specialNamespaces: ReadonlySet<string> = new Set(['*', '.', '~']);

/** Why Istio would reject an egress host of a Sidecar (`namespace/dnsName`); undefined where it would take it. */
export const whyNotHost = (host: string): string | undefined => {
  const parts = host.split('/');
  const [namespace = '', name = ''] = parts;
  if (parts.length !== 2) return 'must be of the form namespace/dnsName';
  if (!specialNamespaces.has(namespace) && !isLabel(namespace)) return 'the namespace is invalid';
  return whyNotName(name);
};
