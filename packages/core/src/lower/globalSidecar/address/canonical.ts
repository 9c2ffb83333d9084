import { oneOf } from './range.js';

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const group = '(?:0|[1-9a-f][0-9a-f]{0,3})';
const port = String.raw`(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])`;

const times = (count: number, expression: string): string =>
  count === 0 ? '' : count === 1 ? expression : `(?:${expression}){${count}}`;

const groups = (count: number): string =>
  count === 0 ? '' : count === 1 ? group : `${group}${times(count - 1, `:${group}`)}`;

const upTo = (count: number): string =>
  count === 0 ? '' : `(?:${group}${count === 1 ? '' : `(?::${group}){0,${count - 1}}`})?`;

const ipv4 = `${octet}${times(3, String.raw`\.${octet}`)}`;

/** Eight groups; or at most six, and `::` for the others. */
const ipv6 = oneOf([
  groups(8),
  ...Array.from({ length: 7 }, (_, before) => `${groups(before)}::${upTo(6 - before)}`)
]);

/** What matches `1.2.3.4:80` and `[fd00::1]:80`: no leading zeros, no capitals, no other notation. */
export const address = String.raw`(?:${ipv4}|\[${ipv6}\]):${port}`;

const after = `(?::${group})*`;
const before = `(?:${group}:)*`;

/** `count` groups, `zeros` of which are zero one after another, beginning at `from` or later. */
const withZeros = (count: number, zeros: number, from: number): ReadonlyArray<string> =>
  Array.from({ length: Math.max(0, count - zeros + 1 - from) }, (_, index) => {
    const start = from + index;
    const run = `0${times(zeros - 1, ':0')}`;
    return `${times(start, `${group}:`)}${run}${times(count - zeros - start, `:${group}`)}`;
  });

const counts = [1, 2, 3, 4, 5, 6];

/** A `::` for `missing` groups, although a run of as many zeros stands before it, or a longer one after it. */
const misplaced = (missing: number): ReadonlyArray<string> =>
  counts.flatMap(count => {
    const other = 8 - missing - count;
    if (other < 0) return [];
    return [
      ...withZeros(count, missing, 0).map(left => `${left}::${groups(other)}`),
      ...withZeros(count, missing + 1, 1).map(right => `${groups(other)}::${right}`)
    ];
  });

/**
 * What matches the IPv6 addresses, among those that `address` takes, that are spelt otherwise than RFC 5952 has it:
 * zeros beside `::`, two zeros written out where there is no `::`, and `::` in another place than the longest run.
 */
export const otherSpelling = String.raw`\[${oneOf([
  `(?:${before})0::.*`,
  `.*::0${after}`,
  `${before}0:0${after}`,
  ...misplaced(2),
  ...misplaced(3)
])}\]:.*`;
