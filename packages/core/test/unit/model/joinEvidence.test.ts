import { expect, test } from 'vitest';
import { nowhere } from '../../../src/model/Origin.js';
import type { Edge, Evidence } from '../../../src/model/Edge.js';
import { joinEvidence } from '../../../src/model/joinEvidence.js';

const edge = (...evidence: ReadonlyArray<Evidence>): Edge => ({
  from: { _tag: 'Named', namespace: 'shop', name: 'web' },
  to: 'cart',
  port: 80,
  protocol: 'http',
  evidence,
  origin: nowhere
});

const seen = (source: string, firstSeen?: number, lastSeen?: number, count?: number): Evidence => ({
  source,
  firstSeen,
  lastSeen,
  count
});

test('of each source it is known when it saw the call first and last, and the largest number', () => {
  const a = edge(seen('als', 2, 5, 9), seen('prometheus', 1, 1, 1));
  const b = edge(seen('als', 1, 4, 3), seen('manual'));
  const both = edge(seen('als', 1, 5, 9), seen('manual'), seen('prometheus', 1, 1, 1));
  expect([joinEvidence(a, b), joinEvidence(b, a)]).toEqual([both, both]);
});

test('what one of them does not know the other one may', () => {
  const [a, b] = [edge(seen('als', undefined, 5)), edge(seen('als', 2, undefined, 3))];
  expect([joinEvidence(a, b), joinEvidence(b, a)]).toEqual([
    edge(seen('als', 2, 5, 3)),
    edge(seen('als', 2, 5, 3))
  ]);
});

test('to hear the same again changes nothing', () => {
  const a = edge(seen('als', 2, 5, 9), seen('prometheus'));
  expect(joinEvidence(a, a)).toEqual(a);
});

test('a list may name a source twice: nothing of that is lost', () => {
  const twice = edge(seen('als', 1, 2, 7), seen('als', 4, 5));
  const once = edge(seen('als', 3, 3, 1));
  expect([joinEvidence(twice, once), joinEvidence(once, twice)]).toEqual([
    edge(seen('als', 1, 5, 7)),
    edge(seen('als', 1, 5, 7))
  ]);
});
