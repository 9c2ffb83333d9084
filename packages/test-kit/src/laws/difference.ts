import type { Violation } from './Violation.js';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
};

/** The keys that hold something; a field that is undefined is not there. */
const keysOf = (value: Readonly<Record<string, unknown>>): ReadonlyArray<string> =>
  Object.keys(value).filter(key => value[key] !== undefined);

/**
 * Where two values differ first, as a path and both sides; undefined where they are equal.
 *
 * The order of keys does not matter, the order of lists does.
 */
export const difference = (a: unknown, b: unknown, path = ''): Violation => {
  if (Object.is(a, b)) return undefined;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) {
    return `${path || 'the value'}: ${show(a)} is not ${show(b)}`;
  }
  for (const key of new Set([...keysOf(a), ...keysOf(b)])) {
    const [left, right] = [
      Object.hasOwn(a, key) ? a[key] : undefined,
      Object.hasOwn(b, key) ? b[key] : undefined
    ];
    const found = difference(left, right, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
};

const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, each]) => [key, ordered(each)]));
};

/** One text for equal values, whatever the order of their keys. */
export const canonicalText = (value: unknown): string => JSON.stringify(ordered(value)) ?? 'undefined';

/** A list in one order, for lists whose order means nothing. */
export const inOrder = <A>(values: ReadonlyArray<A>): ReadonlyArray<A> =>
  values
    .map(value => [canonicalText(value), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, value]) => value);
