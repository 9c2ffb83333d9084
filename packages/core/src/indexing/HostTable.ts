import { ancestors, isWildcard, suffixOf } from '../model/Host.js';
import type { Host } from '../model/Host.js';

/** Values by host, found in the ways in which Istio matches hosts. */
export interface HostTable<A> {
  /** The values of each host. */
  readonly all: ReadonlyMap<Host, ReadonlyArray<A>>;
  /** The values under exactly this host, wildcard or not. */
  readonly exactly: (host: Host) => ReadonlyArray<A>;
  /** The values under wildcards that cover this host, the nearest first; for a wildcard, itself included. */
  readonly covering: (host: Host) => ReadonlyArray<A>;
  /** The values that a host covers: exactly its own, or all at or beneath a wildcard. */
  readonly within: (host: Host) => ReadonlyArray<A>;
  /** The values whose host overlaps with this one, in either direction. */
  readonly matching: (host: Host) => ReadonlyArray<A>;
}

const append = <A>(map: Map<string, A[]>, key: string, value: A): void => {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
};

/** Indexes values by their hosts; a value may have several. Lookups cost by the labels of the host, not by the table. */
export const hostTable = <A>(entries: Iterable<readonly [Host, A]>): HostTable<A> => {
  const exact = new Map<string, A[]>();
  const wildcard = new Map<string, A[]>();
  const under = new Map<string, A[]>();
  for (const [host, value] of entries) {
    append(exact, host, value);
    if (isWildcard(host)) append(wildcard, suffixOf(host), value);
    const above = ancestors(suffixOf(host));
    for (const suffix of isWildcard(host) ? above : above.slice(1)) append(under, suffix, value);
  }
  const exactly = (host: Host): ReadonlyArray<A> => exact.get(host) ?? [];
  const covering = (host: Host): ReadonlyArray<A> => {
    if (wildcard.size === 0) return [];
    const above = ancestors(suffixOf(host));
    return (isWildcard(host) ? above : above.slice(1)).flatMap(suffix => wildcard.get(suffix) ?? []);
  };
  const within = (host: Host): ReadonlyArray<A> =>
    isWildcard(host) ? [...new Set([...exactly(host), ...(under.get(suffixOf(host)) ?? [])])] : exactly(host);
  const matching = (host: Host): ReadonlyArray<A> =>
    isWildcard(host)
      ? [...new Set([...covering(host), ...(under.get(suffixOf(host)) ?? [])])]
      : [...new Set([...exactly(host), ...covering(host)])];
  return { all: exact, exactly, covering, within, matching };
};
