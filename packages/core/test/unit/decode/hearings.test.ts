import { expect, test } from 'vitest';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import type { JsonObject } from '../../../src/model/Json.js';
import { findings } from '../given/decoded.js';
import { edges } from '../given/objects.js';

const heard = (hearings: ReadonlyArray<JsonObject>) => decodeObjects([edges([], [], hearings)]);

const hearing: JsonObject = { source: 'als', from: 'shop/web', lastHeard: '1970-01-01T00:00:02Z' };
const unlearned: JsonObject = { why: 'unreached', to: 'a.b:80', count: 3, lastSeen: '1970-01-01T00:00:01Z' };

test('a hearing says when a source last heard of a workload, and what was not learned', () => {
  const { diagnostics, value } = heard([{ ...hearing, unlearned: [unlearned] }]);
  expect(findings(diagnostics)).toEqual([]);
  expect(value.hearings).toEqual([
    {
      source: 'als',
      caller: { _tag: 'Named', namespace: 'shop', name: 'web' },
      lastHeard: 2000,
      unlearned: [{ why: 'unreached', to: 'a.b:80', count: 3, lastSeen: 1000 }]
    }
  ]);
});

test('a destination may be unknown, and a caller be known by labels', () => {
  const { why = '', count = 0, lastSeen = '' } = unlearned;
  const from = { namespace: 'shop', labels: { app: 'web' } };
  const { value } = heard([{ ...hearing, from, unlearned: [{ why, count, lastSeen }] }]);
  expect(value.hearings[0]?.caller).toEqual({ _tag: 'Labelled', ...from });
  expect(value.hearings[0]?.unlearned[0]?.to).toBeUndefined();
});

test.each<[string, JsonObject]>([
  ['from', { from: 'web' }],
  ['lastHeard', { lastHeard: 'lately' }],
  ['source', { source: 1 }],
  ['unlearned', { unlearned: {} }]
])('a hearing with a bad %s is left out, and the others stay', (field, bad) => {
  const { diagnostics, value } = heard([{ ...hearing, ...bad }, hearing]);
  expect(value.hearings).toHaveLength(1);
  expect(findings(diagnostics)).toHaveLength(1);
  expect(findings(diagnostics)[0]).toContain(field);
});

test('what was not learned at an unreadable time is left out alone', () => {
  const bad = { ...unlearned, lastSeen: 'lately' };
  const { diagnostics, value } = heard([{ ...hearing, unlearned: [bad, unlearned] }]);
  expect(value.hearings[0]?.unlearned).toHaveLength(1);
  expect(findings(diagnostics)).toHaveLength(1);
});

test('a field that does not exist is worth a warning', () => {
  const { diagnostics } = heard([{ ...hearing, when: 1, unlearned: [{ ...unlearned, reason: 'x' }] }]);
  const unknown = diagnostics.filter(({ code }) => code === 'field-unknown');
  expect(unknown.map(({ places }) => places[0]?.path)).toEqual([
    ['hearings', 0, 'unlearned', 0, 'reason'],
    ['hearings', 0, 'when']
  ]);
});

test('the hearings of all lists are one list', () => {
  const list = edges([], [], [hearing]);
  expect(decodeObjects([list, list]).value.hearings).toHaveLength(2);
});
