/**
 * A mapping made of keys and values, without a prototype: `__proto__` is a key like any other.
 *
 * Far faster than `Object.fromEntries` where every mapping has keys of its own.
 */
export const recordOf = <A, B>(
  all: Iterable<A>,
  keyOf: (each: A) => string,
  valueOf: (each: A) => B
): Readonly<Record<string, B>> => {
  const record: Record<string, B> = Object.create(null) as Record<string, B>;
  for (const each of all) record[keyOf(each)] = valueOf(each);
  return record;
};
