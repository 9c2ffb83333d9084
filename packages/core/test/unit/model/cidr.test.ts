import { expect, test } from 'vitest';
import * as Cidr from '../../../src/model/Cidr.js';

test.each([
  ['10.0.0.0/8', 8, 4],
  ['10.1.2.3', 32, 4],
  ['0.0.0.0/0', 0, 4],
  ['fd00::/8', 8, 16],
  ['::1', 128, 16],
  ['::', 128, 16],
  ['1:2:3:4:5:6:7:8', 128, 16],
  ['FD00::A/64', 64, 16]
])('%s', (text, prefix, bytes) => {
  expect(Cidr.parse(text)).toMatchObject({ prefix });
  expect(Cidr.parse(text)?.bytes).toHaveLength(bytes);
});

test.each([
  '',
  '10',
  '10.0.0',
  '10.0.0.0/33',
  '10.0.0.0/',
  '010.0.0.1',
  '256.0.0.1',
  '10.0.0.0/8/8',
  '1:2:3',
  '1::2::3',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7::8',
  'fd00::/129',
  'g::1',
  'example.com',
  '::ffff:1.2.3.4'
])('%j is none', text => {
  expect(Cidr.parse(text)).toBeUndefined();
  expect(Cidr.whyNotCidr(text)).toBeTypeOf('string');
});
