import type { Json, JsonObject } from '@meshfence/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Condition } from '../../src/report/Condition.js';
import { nextConditions } from '../../src/report/conditions.js';

const now = Date.parse('2026-03-01T08:00:00.250Z');
const earlier = '2026-02-01T00:00:00Z';

const ready: Condition = {
  type: 'Ready',
  status: 'True',
  reason: 'Compiled',
  message: '5 hosts',
  observedGeneration: 3
};

const untimed: JsonObject = { ...ready, observedGeneration: 3 };
const stored: JsonObject = { lastTransitionTime: earlier, ...untimed };

test.each([undefined, null, [], {}, 'conditions', 7])('%j has no conditions', old => {
  expect(nextConditions(old, [ready], now)).toEqual([
    { ...ready, lastTransitionTime: '2026-03-01T08:00:00Z' }
  ]);
});

test('what is as it shall be is the same array, whatever the order of fields', () => {
  const old: Json = [{ ...stored }];
  expect(nextConditions(old, [ready], now)).toBe(old);
});

test('the time changes with the status, and with nothing else', () => {
  const next = (parts: Partial<Condition>) => nextConditions([stored], [{ ...ready, ...parts }], now);
  expect(next({ reason: 'Other', message: 'x', observedGeneration: 4 })).toEqual([
    {
      type: 'Ready',
      status: 'True',
      reason: 'Other',
      message: 'x',
      observedGeneration: 4,
      lastTransitionTime: earlier
    }
  ]);
  expect(next({ status: 'False' })).toEqual([
    { ...ready, status: 'False', lastTransitionTime: '2026-03-01T08:00:00Z' }
  ]);
});

test('conditions of other types are kept as they are', () => {
  const foreign = { type: 'Audited', status: 'Maybe', by: ['somebody'] };
  expect(nextConditions([stored, foreign], [{ ...ready, message: '6 hosts' }], now)).toEqual([
    foreign,
    { ...stored, message: '6 hosts' }
  ]);
});

test('another order is no reason to write, and what is written is in order', () => {
  const old = [stored, { type: 'Audited', status: 'True' }];
  expect(nextConditions(old, [ready], now)).toBe(old);
  const wanted = [{ ...ready, type: 'Zeta' }, { ...ready, type: 'Alpha' }, ready];
  const types = nextConditions(old, wanted, now).map(each => (each as { type: string }).type);
  expect(types).toEqual(['Alpha', 'Audited', 'Ready', 'Zeta']);
});

test('what is no condition, or is there twice, goes', () => {
  expect(nextConditions([1, null, { status: 'True' }, stored, stored], [ready], now)).toEqual([stored]);
});

test('a condition without a time gets one', () => {
  expect(nextConditions([untimed], [ready], now)).toEqual([
    { ...ready, lastTransitionTime: '2026-03-01T08:00:00Z' }
  ]);
});

test('an object without a generation has none in its conditions', () => {
  const [made] = nextConditions(undefined, [{ ...ready, observedGeneration: undefined }], now);
  expect(Object.keys(made as object)).not.toContain('observedGeneration');
});

test('a message keeps to the bound of Kubernetes, and stays settled', () => {
  const long = { ...ready, message: 'x'.repeat(40_000) };
  const made = nextConditions(undefined, [long], now);
  expect((made[0] as { message: string }).message).toHaveLength(32_766);
  expect(nextConditions(made, [long], now + 1000)).toBe(made);
});

const word = fc.constantFrom('Ready', 'Audited', 'A', 'Z');

const anyOld = fc.option(
  fc.array(fc.oneof(fc.jsonValue(), fc.record({ type: word, status: fc.constantFrom('True', 'False') }))),
  { nil: undefined }
) as fc.Arbitrary<Json | undefined>;

const anyWanted = fc.uniqueArray(
  fc.record({
    type: word,
    status: fc.constantFrom('True' as const, 'False' as const),
    reason: fc.constantFrom('X', 'Y'),
    message: fc.string(),
    observedGeneration: fc.option(fc.nat(), { nil: undefined })
  }),
  { selector: ({ type }) => type }
);

test('what has been written is never written again, whatever was there', () => {
  fc.assert(
    fc.property(anyOld, anyWanted, (old, wanted) => {
      const once = nextConditions(old, wanted, now);
      const read = JSON.parse(JSON.stringify(once)) as ReadonlyArray<Json>;
      expect(nextConditions(read, wanted, now + 60_000)).toBe(read);
    })
  );
});
