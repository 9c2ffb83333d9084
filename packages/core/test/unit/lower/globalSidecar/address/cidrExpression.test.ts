import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cidrExpression } from '../../../../../src/lower/globalSidecar/address/cidrExpression.js';
import type { Cidr } from '../../../../../src/model/Cidr.js';
import { ipv6 } from './arbitrary.js';
import { whole } from './whole.js';

type Bytes = ReadonlyArray<number>;

const bits = (bytes: Bytes): string => bytes.map(byte => byte.toString(2).padStart(8, '0')).join('');

const contains = ({ bytes, prefix }: Cidr, address: Bytes): boolean =>
  bytes.length === address.length && bits(bytes).slice(0, prefix) === bits(address).slice(0, prefix);

const textOf = (bytes: Bytes): string => {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0)).toString(16)
  );
  return new URL(`http://[${groups.join(':')}]`).hostname;
};

const byte = fc.oneof(fc.constantFrom(0, 1, 127, 128, 255), fc.nat(255));
const four = fc.array(byte, { minLength: 4, maxLength: 4 });
const sixteen = ipv6.map(groups => groups.flatMap(group => [group >> 8, group & 255]));

/** The address with the bits from `from` on taken from another. */
const near = (bytes: Bytes, other: Bytes, from: number): Bytes => {
  const text = bits(bytes).slice(0, from) + bits(other).slice(from);
  return bytes.map((_, index) => Number.parseInt(text.slice(8 * index, 8 * index + 8), 2));
};

const cases = (address: fc.Arbitrary<Bytes>, width: number) =>
  fc.tuple(address, address, fc.nat(width), fc.nat(width)).map(([bytes, other, prefix, from]) => ({
    cidr: { bytes, prefix },
    address: near(bytes, other, from)
  }));

test('an expression matches the addresses of its IPv4 CIDR and no others', () => {
  fc.assert(
    fc.property(cases(four, 32), ({ cidr, address }) => {
      expect(whole(cidrExpression(cidr))(textOf(address))).toBe(contains(cidr, address));
    }),
    { numRuns: 3000 }
  );
});

test('an expression matches the addresses of its IPv6 CIDR and no others', () => {
  fc.assert(
    fc.property(cases(sixteen, 128), ({ cidr, address }) => {
      expect(
        whole(cidrExpression(cidr))(textOf(address)),
        `${textOf(cidr.bytes)}/${cidr.prefix} ${textOf(address)}`
      ).toBe(contains(cidr, address));
    }),
    { numRuns: 5000 }
  );
});

test('an expression of one family matches no address of the other', () => {
  fc.assert(
    fc.property(four, sixteen, fc.nat(32), (v4, v6, prefix) => {
      expect(whole(cidrExpression({ bytes: v4, prefix }))(textOf(v6))).toBe(false);
      expect(whole(cidrExpression({ bytes: v6, prefix }))(textOf(v4))).toBe(false);
    }),
    { numRuns: 300 }
  );
});

test('an address alone is a literal, but for the ways to shorten it', () => {
  expect(cidrExpression({ bytes: [10, 0, 0, 1], prefix: 32 })).toBe(String.raw`10\.0\.0\.1`);
  expect(cidrExpression({ bytes: [10, 16, 0, 0], prefix: 12 })).toMatch(
    /^10\\\.\(\?:1\[6-9\]\|2\[0-9\]\|3\[0-1\]\)\\\./
  );
});
