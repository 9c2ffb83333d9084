/**
 * A map whose update copies only the buckets that it touches: the earlier value stays as it was.
 *
 * Among a hundred thousand keys a change costs what some hundred of them do.
 */
export type Buckets<A> = ReadonlyArray<ReadonlyMap<string, A>>;

const size = 512;

const bucketOf = (key: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  // The lowest bits of this hash follow the last character too closely.
  return (hash ^ (hash >>> 15)) & (size - 1);
};

const nobody: ReadonlyMap<string, never> = new Map<string, never>();

export const empty: Buckets<never> = Array.from({ length: size }, () => nobody);

export const get = <A>(buckets: Buckets<A>, key: string): A | undefined => buckets[bucketOf(key)]?.get(key);

const everything = (): boolean => true;

/** With these values; undefined takes a key out. Of the buckets that are copied for that, only what is wanted is kept. */
export const withValues = <A>(
  buckets: Buckets<A>,
  values: ReadonlyMap<string, A | undefined>,
  isWanted: (value: A) => boolean = everything
): Buckets<A> => {
  const next = [...buckets];
  const copied = new Map<number, Map<string, A>>();
  const copyOf = (bucket: Iterable<readonly [string, A]>): Map<string, A> => {
    const copy = new Map<string, A>();
    for (const [key, value] of bucket) if (isWanted(value)) copy.set(key, value);
    return copy;
  };
  for (const [key, value] of values) {
    const at = bucketOf(key);
    const bucket = copied.get(at) ?? copyOf(next[at] ?? []);
    copied.set(at, bucket);
    if (value === undefined) bucket.delete(key);
    else bucket.set(key, value);
  }
  for (const [at, bucket] of copied) next[at] = bucket;
  return next;
};

/** How many keys there are. */
export const sizeOf = (buckets: Buckets<unknown>): number =>
  buckets.reduce((sum, each) => sum + each.size, 0);
