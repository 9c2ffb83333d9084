import fc from 'fast-check';
import { expect, test } from 'vitest';
import { address, otherSpelling } from '../../../../../src/lower/globalSidecar/address/canonical.js';
import { ipv6, spelling } from './arbitrary.js';
import { whole } from './whole.js';

const isAddress = whole(address);
const isOther = whole(otherSpelling);
const accepts = (text: string): boolean => isAddress(text) && !isOther(text);

/** How the URL standard writes an address: longest run of zeros first, and never as IPv4. */
const canonical = (text: string): string => new URL(`http://${text}`).hostname;

test('IPv4 addresses with a port are taken, and nothing that is merely read as one', () => {
  expect(['10.0.0.1:80', '0.0.0.0:1', '255.255.255.255:65535', '1.2.3.4:9080'].filter(accepts)).toHaveLength(
    4
  );
  const others =
    '10.0.0.1 10.0.0.1: :80 10.0.0.1:0 10.0.0.1:080 10.0.0.1:65536 10.0.0.1:99999 010.0.0.1:80 10.0.0.01:80 256.0.0.1:80 ' +
    '10.1:80 10.0.1:80 0x7f.0.0.1:80 2130706433:80 localhost:80 a.b:80 10.0.0.1.:80 10.0.0.1:80,10.0.0.2:80 ';
  expect(others.split(' ').filter(accepts)).toEqual([]);
  expect(accepts('10.0.0.1:80\n')).toBe(false);
});

test('IPv6 addresses are taken in the one spelling that RFC 5952 has for each', () => {
  fc.assert(
    fc.property(ipv6.chain(spelling), text => {
      expect(accepts(`${text}:80`), text).toBe(canonical(text) === text);
    }),
    { numRuns: 3000 }
  );
});

test('every address has a spelling that is taken', () => {
  fc.assert(
    fc.property(ipv6.chain(spelling), text => accepts(`${canonical(text)}:65535`)),
    { numRuns: 1000 }
  );
});

test('mapped addresses, zones and bare addresses are not taken', () => {
  const others = [
    '[::ffff:1.2.3.4]:80',
    '[fe80::1%eth0]:80',
    '::1:80',
    'fd00::1',
    '[fd00::1]',
    '[]:80',
    '[:]:80',
    '[1::2::3]:80'
  ];
  expect(others.filter(accepts)).toEqual([]);
});
