import { expect, test } from 'vitest';
import { Refusal, Unreachable } from '../../src/client/Refusal.js';
import { remedyFor } from '../../src/client/remedyFor.js';

test.each([
  [401, /credentials that hold/],
  [403, /meshfence install/],
  [429, /too much to do/],
  [500, /wrong with the API server/],
  [504, /wrong with the API server/],
  [422, /^It is asked again by itself\.$/]
])('a refusal with %i has a remedy of its own', (status, remedy) => {
  expect(remedyFor(new Refusal(status, '', 'no'))).toMatch(remedy);
});

test('a server that does not answer has to be reached first', () => {
  expect(remedyFor(new Unreachable('nobody'))).toMatch(/can be reached from here/);
});
