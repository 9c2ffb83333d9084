const digits = (first: string, last: string): string => (first === last ? first : `[${first}-${last}]`);

/** One of these expressions. */
export const oneOf = (expressions: ReadonlyArray<string>): string =>
  expressions.length === 1 ? (expressions[0] ?? '') : `(?:${expressions.join('|')})`;

const inDecade = (decade: number, first: number, last: number): string => {
  const lowest = Math.max(first, decade * 10) % 10;
  const highest = Math.min(last, decade * 10 + 9) % 10;
  return `${decade === 0 ? '' : decade}${digits(String(lowest), String(highest))}`;
};

/** What matches the numbers from `first` to `last`, in decimal and without leading zeros. */
export const decimalRange = (first: number, last: number): string => {
  const [low, high] = [Math.floor(first / 10), Math.floor(last / 10)];
  return oneOf(Array.from({ length: high - low + 1 }, (_, index) => inDecade(low + index, first, last)));
};

const hexDigit = (first: number, last: number): string => {
  const [low, high] = [first.toString(16), last.toString(16)];
  return first < 10 && last > 9 ? `[${low}-9a-${high}]` : digits(low, high);
};

/** The digits at each place, from the first place that is not always zero. */
const places = (first: number, last: number, length: number): string =>
  Array.from({ length }, (_, index) => {
    const shift = 4 * (length - 1 - index);
    return hexDigit((first >> shift) & 15, (last >> shift) & 15);
  }).join('');

const lengthOf = (number: number): number => number.toString(16).length;

const ofLength = (last: number, length: number): string => {
  const smallest = length === 1 ? 0 : 16 ** (length - 1);
  return places(smallest, Math.min(last, 16 ** length - 1), length);
};

/**
 * What matches the numbers from `first` to `last`, in lower-case hexadecimal and without leading zeros.
 *
 * Only for as many numbers as a power of two, beginning at a multiple of it: there each digit has a range of its own.
 */
export const hexRange = (first: number, last: number): string =>
  first > 0
    ? places(first, last, lengthOf(last))
    : oneOf(Array.from({ length: lengthOf(last) }, (_, index) => ofLength(last, index + 1)));
