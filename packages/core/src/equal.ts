type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const sameItems = (a: ReadonlyArray<unknown>, b: ReadonlyArray<unknown>): boolean =>
  a.length === b.length && a.every((each, at) => isEqual(each, b[at]));

const sizeOf = (fields: Fields): number => {
  let size = 0;
  for (const key of Object.keys(fields)) if (fields[key] !== undefined) size += 1;
  return size;
};

const sameFields = (a: Fields, b: Fields): boolean =>
  sizeOf(a) === sizeOf(b) &&
  Object.keys(a).every(key => a[key] === undefined || (Object.hasOwn(b, key) && isEqual(a[key], b[key])));

/**
 * Whether two values say the same, whatever the order of their keys; a field that is undefined is not there.
 *
 * Sets are compared item by item, in their order.
 */
export const isEqual = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (Array.isArray(a)) return Array.isArray(b) && sameItems(a, b);
  if (a instanceof Set) return b instanceof Set && sameItems([...a], [...b]);
  return !Array.isArray(b) && sameFields(a, b);
};
