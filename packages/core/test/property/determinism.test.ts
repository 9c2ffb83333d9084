import {
  deterministic,
  mesh,
  orderFree,
  orderFreeDocuments,
  pile,
  plainMesh,
  random,
  reordered,
  shuffle
} from '@meshfence/test-kit';
import fc from 'fast-check';
import { test } from 'vitest';
import { holds } from './holds.js';

test('the same mesh gives the same bytes', () => holds(mesh(), deterministic, 60));

test('the order of objects, edges and keys makes no difference', () =>
  holds(reordered(mesh()), ([one, other]) => orderFree(one, other), 200));

test('the order of documents makes no difference, though some have the same name', () =>
  holds(
    fc.tuple(plainMesh(), plainMesh(), fc.nat()),
    ([one, other, seed]) => {
      const documents = pile([one, other]);
      return orderFreeDocuments(documents, shuffle(random(seed), documents));
    },
    80
  ));
