import { expect, test } from 'vitest';
import { cut } from '../../src/report/cut.js';
import { eventName, namespaceOf, toEvent } from '../../src/report/toEvent.js';
import type { Report } from '../../src/report/Report.js';

const at = Date.parse('2026-03-01T08:00:00.250Z');

const report: Report = {
  regarding: { apiVersion: 'v1', kind: 'Namespace', name: 'shop' },
  type: 'Normal',
  reason: 'r'.repeat(200),
  action: 'a'.repeat(200),
  note: 'ü'.repeat(600)
};

test('everything keeps to the bounds of Kubernetes', () => {
  const event = toEvent(
    report,
    { component: 'meshfence', instance: 'i'.repeat(200) },
    { at, name: 'n', repeats: { count: 1, last: at } }
  );
  const bytes = (value: unknown) => Buffer.byteLength(String(value));
  expect(event['note']).toBe(`${'ü'.repeat(510)}…`);
  expect(bytes(event['note'])).toBe(1023);
  expect([event['reason'], event['action'], event['reportingInstance']].map(bytes)).toEqual([128, 128, 128]);
});

test('an object of no namespace is told of in "default"', () => {
  expect(namespaceOf(report.regarding)).toBe('default');
  expect(namespaceOf({ ...report.regarding, namespace: 'shop' })).toBe('shop');
  const event = toEvent(
    report,
    { component: 'c', instance: 'i' },
    { at, name: 'n', repeats: { count: 2, last: at } }
  );
  expect(event).toMatchObject({
    metadata: { name: 'n', namespace: 'default' },
    regarding: { apiVersion: 'v1', kind: 'Namespace', name: 'shop' },
    series: { count: 2, lastObservedTime: '2026-03-01T08:00:00.250000Z' }
  });
  expect(Object.keys(event['regarding'] as object)).toEqual(['apiVersion', 'kind', 'name']);
});

const named = (name: string, serial = 1) => eventName({ apiVersion: 'v1', kind: 'X', name }, at, serial);

test('names of events differ, and are names', () => {
  expect(named('web')).toBe(`web.${(BigInt(at) * 1_000_000n + 1n).toString(16)}`);
  expect(named('web', 2)).not.toBe(named('web'));
  expect(named('system:node')).toMatch(/^event\.[0-9a-f]+$/);
  const long = named(`${'a'.repeat(235)}.${'b'.repeat(17)}`);
  expect(long).toMatch(/^a{235}\.[0-9a-f]{16}$/);
  expect(named('a'.repeat(253))).toHaveLength(253);
});

test.each([
  ['short', 10, 'short'],
  ['exactly10!', 10, 'exactly10!'],
  ['a bit longer', 10, 'a bit l…'],
  ['äöüäöü', 10, 'äöü…'],
  ['🙂🙂🙂', 11, '🙂🙂…'],
  ['🙂🙂🙂', 10, '🙂…']
])('%s in %i bytes', (text, most, expected) => {
  expect(cut(text, most)).toBe(expected);
  expect(Buffer.byteLength(cut(text, most))).toBeLessThanOrEqual(most);
});
