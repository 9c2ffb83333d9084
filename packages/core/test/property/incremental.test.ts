import { incremental, mesh, moves, quiet } from '@meshfence/test-kit';
import fc from 'fast-check';
import { test } from 'vitest';
import { heardOrNot } from './heardOrNot.js';
import { holds } from './holds.js';

test('steps give what a full compile gives, and their deltas lead there', () =>
  holds(
    fc.tuple(heardOrNot(), fc.array(moves(), { maxLength: 5 })),
    ([first, steps]) => incremental(first, steps),
    80
  ));

test('a step without changes has an empty delta', () => holds(mesh(), quiet, 60));
