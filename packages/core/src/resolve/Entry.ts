import { normalize, whyInvalid, whyInvalidNamespace } from '../model/Host.js';
import type { Host } from '../model/Host.js';

/** What a key of `spec.host`, or an entry of `stableHost`, means. */
export type Entry =
  | { readonly _tag: 'Name'; readonly text: string }
  | { readonly _tag: 'Namespace'; readonly namespace: string }
  | { readonly _tag: 'Qualified'; readonly namespace: string; readonly host: Host }
  | { readonly _tag: 'Everything' }
  | { readonly _tag: 'Exclusion' }
  | { readonly _tag: 'Invalid'; readonly why: string };

const invalid = (why: string): Entry => ({ _tag: 'Invalid', why });

/** Reads an entry: a host, `namespace/*`, `namespace/host`, `./..` for the fence's own namespace, or `*` + `/..`. */
export const readEntry = (text: string, ownNamespace: string): Entry => {
  const slash = text.indexOf('/');
  if (slash === -1) return { _tag: 'Name', text };
  const [before, host] = [text.slice(0, slash), normalize(text.slice(slash + 1))];
  if (before.startsWith('~')) return { _tag: 'Exclusion' };
  if (before === '*')
    return host === '*' ? { _tag: 'Everything' } : { _tag: 'Name', text: text.slice(slash + 1) };
  return qualified(before === '.' ? ownNamespace : before, host);
};

const qualified = (namespace: string, host: Host): Entry => {
  const why = whyInvalidNamespace(namespace);
  if (why !== undefined) return invalid(why);
  if (host === '*') return { _tag: 'Namespace', namespace };
  const whyHost = whyInvalid(host);
  return whyHost === undefined ? { _tag: 'Qualified', namespace, host } : invalid(whyHost);
};
