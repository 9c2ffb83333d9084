import { isOlder } from '../watch/KubeObject.js';
import type { Live } from './Live.js';

/**
 * The live objects of one kind by `namespace/name`.
 *
 * An answer to a write and the event of a watch may come in either order: what is older than what is known never counts.
 */
export interface Collection<L extends Live> {
  get(key: string): L | undefined;
  entries(): IterableIterator<[string, L]>;
  size(): number;
  /**
   * Whether what is said is news, as of a version: that of the list that says so, or else the object's own.
   *
   * A list that is newer than what is known of an object counts, though the object in it be older: a backup was restored.
   */
  set(key: string, live: L, asOf?: string): boolean;
  /** Whether an object that was known has gone, as of a version. */
  remove(key: string, resourceVersion: string): boolean;
  /** Those that a list as of a version no longer has, and that are not newer than it. */
  missing(listed: ReadonlySet<string>, resourceVersion: string): ReadonlyArray<string>;
}

/** So many of the last objects that have gone are remembered, lest a late answer brings one back. */
const graves = 10_000;

const newGraveyard = (): {
  bury: (key: string, version: string) => void;
  of: (key: string) => string | undefined;
} => {
  const versions = new Map<string, string>();
  return {
    bury: (key, version) => {
      if (isOlder(version, versions.get(key))) return;
      versions.delete(key);
      versions.set(key, version);
      const [oldest] = versions.keys();
      if (versions.size > graves && oldest !== undefined) versions.delete(oldest);
    },
    of: key => versions.get(key)
  };
};

export const newCollection = <L extends Live>(): Collection<L> => {
  const known = new Map<string, L>();
  const graveyard = newGraveyard();
  return {
    get: key => known.get(key),
    entries: () => known.entries(),
    size: () => known.size,
    set: (key, live, asOf = live.resourceVersion) => {
      if (isOlder(asOf, known.get(key)?.resourceVersion)) return false;
      if (isOlder(asOf, graveyard.of(key))) return false;
      known.set(key, live);
      return true;
    },
    remove: (key, resourceVersion) => {
      if (isOlder(resourceVersion, known.get(key)?.resourceVersion)) return false;
      graveyard.bury(key, resourceVersion);
      return known.delete(key);
    },
    missing: (listed, resourceVersion) =>
      [...known]
        .filter(([key, live]) => !listed.has(key) && !isOlder(resourceVersion, live.resourceVersion))
        .map(([key]) => key)
  };
};
