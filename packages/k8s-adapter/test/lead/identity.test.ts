import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { identityOf } from '../../src/lead/identity.js';

test('in a pod it is the pod’s name', () => {
  expect(identityOf({ POD_NAME: 'meshfence-6d4f-x7k2p' })).toBe('meshfence-6d4f-x7k2p');
});

test('elsewhere it is a name that nobody else has, not even this process again', () => {
  const [one, two] = [identityOf({}), identityOf({ POD_NAME: '' })];
  expect(one).not.toBe(two);
  expect(one.startsWith(`${hostname()}_${process.pid}_`)).toBe(true);
  expect(one).toMatch(/_[0-9a-f]{8}$/);
});
