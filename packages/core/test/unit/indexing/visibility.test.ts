import { expect, test } from 'vitest';
import { isVisible } from '../../../src/indexing/visibility.js';

const seenFrom = (exportTo: ReadonlyArray<string> | undefined) =>
  ['own', 'friend', 'other'].filter(viewer => isVisible(exportTo, 'own', viewer));

test.each<[ReadonlyArray<string> | undefined, ReadonlyArray<string>]>([
  [undefined, ['own', 'friend', 'other']],
  [['*'], ['own', 'friend', 'other']],
  [['.'], ['own']],
  [['~'], []],
  [['friend'], ['friend']],
  [
    ['.', 'friend'],
    ['own', 'friend']
  ],
  [['own'], ['own']],
  [[], []]
])('what is exported to %j is seen from %j', (exportTo, viewers) => {
  expect(seenFrom(exportTo)).toEqual(viewers);
});
