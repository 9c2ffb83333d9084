import type { Cidr } from '../../../model/Cidr.js';
import { decimalRange, hexRange, oneOf } from './range.js';

const anyOctet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const anyGroup = '[0-9a-f]{1,4}';

/** The first and the last value of a part of an address of which only the leading bits count. */
interface Span {
  readonly first: number;
  readonly last: number;
}

const spanOf = (value: number, width: number, bits: number): Span => {
  const size = 2 ** (width - Math.min(width, Math.max(0, bits)));
  const first = value - (value % size);
  return { first, last: first + size - 1 };
};

const ofIpv4 = ({ bytes, prefix }: Cidr): string =>
  bytes
    .map((byte, index) => {
      const { first, last } = spanOf(byte, 8, prefix - 8 * index);
      return last - first === 255 ? anyOctet : decimalRange(first, last);
    })
    .join(String.raw`\.`);

/** The groups of an IPv6 address that a prefix says anything about. */
const groupsOf = ({ bytes, prefix }: Cidr): ReadonlyArray<Span> =>
  Array.from({ length: Math.ceil(prefix / 16) }, (_, index) =>
    spanOf((bytes[2 * index] ?? 0) * 256 + (bytes[2 * index + 1] ?? 0), 16, prefix - 16 * index)
  );

const textOf = (groups: ReadonlyArray<Span>): string =>
  groups.map(({ first, last }) => hexRange(first, last)).join(':');

const areZero = (groups: ReadonlyArray<Span>): boolean => groups.every(({ first }) => first === 0);

/** No `::` before the end of the groups. */
const written = (groups: ReadonlyArray<Span>): ReadonlyArray<string> => {
  const rest = groups.length === 0 ? '[0-9a-f:]*' : groups.length === 8 ? '' : ':[0-9a-f:]*';
  return [`${textOf(groups)}${rest}`];
};

/** A `::` that begins within the groups and reaches their end: the rest is free, as far as there is room. */
const reaching = (groups: ReadonlyArray<Span>, at: number): ReadonlyArray<string> => {
  const room = 8 - at - Math.max(2, groups.length - at);
  if (room < 0 || !areZero(groups.slice(at))) return [];
  const rest = room === 0 ? '' : `(?:${anyGroup}(?::${anyGroup}){0,${room - 1}})?`;
  return [`${textOf(groups.slice(0, at))}::${rest}`];
};

/** A `::` that ends within the groups: what follows it is as long as it must be. */
const enclosed = (groups: ReadonlyArray<Span>, at: number): ReadonlyArray<string> =>
  Array.from({ length: Math.max(0, groups.length - at - 2) }, (_, index) => at + 2 + index).flatMap(end =>
    areZero(groups.slice(at, end))
      ? [
          `${textOf(groups.slice(0, at))}::${textOf(groups.slice(end))}` +
            (groups.length === 8 ? '' : `(?::${anyGroup}){${8 - groups.length}}`)
        ]
      : []
  );

const ofIpv6 = (cidr: Cidr): string => {
  const groups = groupsOf(cidr);
  const compressed = groups.flatMap((_, at) => [...reaching(groups, at), ...enclosed(groups, at)]);
  return String.raw`\[${oneOf([...written(groups), ...compressed])}\]`;
};

/** What matches the canonical texts of the addresses of a CIDR, as they stand before a port: `10.0.0.1`, `[fd00::1]`. */
export const cidrExpression = (cidr: Cidr): string => (cidr.bytes.length === 4 ? ofIpv4(cidr) : ofIpv6(cidr));
