import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { edges, fence, slimeBoot } from '../given/objects.js';

const key = 'default/reviews';
const day = (count: number): string => `2026-03-0${count}T00:00:00Z`;

/** A learned host is out 18 hours and 36 minutes after it was last seen. */
const boot = slimeBoot({ expiry: { learned: '16h' } });
const seen = (from: string, to: string, evidence: JsonObject): JsonObject => ({
  from,
  to,
  evidence: [evidence]
});
const watching = [{ name: 's', direct: true, windows: [{ from: day(1) }] }];

/** What becomes of a host that the global-sidecar has told of on the first day, on the ninth. */
const state = (...calls: ReadonlyArray<JsonObject>) => {
  const old = seen(key, 'a.b', { source: 'als', lastSeen: day(1) });
  const objects: ReadonlyArray<Json> = [
    boot,
    fence(key),
    fence('default/other'),
    edges([old, ...calls], watching)
  ];
  return compiled(objects, day(9)).status(key)?.domains['a.b']?.state;
};

test('a host leaves where a direct source has heard its caller all the while', () => {
  expect(state(seen(key, 'c.d', { source: 's', firstSeen: day(1), lastSeen: day(9) }))).toBe('EXPIRE');
});

test('a workload that no direct source has ever heard keeps its hosts, whoever else is heard', () => {
  expect(state()).toBe('ACTIVE');
  expect(state(seen('default/other', 'c.d', { source: 's', firstSeen: day(1), lastSeen: day(9) }))).toBe(
    'ACTIVE'
  );
});

test('to be heard by a source that sees no direct traffic does not count', () => {
  expect(state(seen(key, 'c.d', { source: 'als', firstSeen: day(1), lastSeen: day(9) }))).toBe('ACTIVE');
});

test('what follows the last call that was heard does not count', () => {
  const until = (lastSeen: string) => state(seen(key, 'c.d', { source: 's', firstSeen: day(1), lastSeen }));
  expect(['2026-03-01T16:59:59Z', '2026-03-01T17:00:00Z', '2026-03-01T18:36:00Z'].map(until)).toEqual([
    'ACTIVE',
    'EXPIREWAIT',
    'EXPIRE'
  ]);
});

test('what precedes the first call that was heard does not count', () => {
  const since = (firstSeen: string) => state(seen(key, 'c.d', { source: 's', firstSeen, lastSeen: day(9) }));
  expect(['2026-03-08T07:00:01Z', '2026-03-08T07:00:00Z', '2026-03-08T05:24:00Z'].map(since)).toEqual([
    'ACTIVE',
    'EXPIREWAIT',
    'EXPIRE'
  ]);
});

test('two calls are enough to be heard between them, whatever they were', () => {
  const first = seen(key, 'c.d', { source: 's', lastSeen: day(2) });
  const last = seen(key, 'unknown', { source: 's', lastSeen: day(4) });
  expect([state(first), state(last), state(first, last)]).toEqual(['ACTIVE', 'ACTIVE', 'EXPIRE']);
});

test('the only host of a workload stays: that it is silent may as well mean that nobody hears it', () => {
  const { egress } = compiled(
    [boot, fence(key), edges([seen(key, 'a.b', { source: 's', lastSeen: day(1) })], watching)],
    day(9)
  );
  expect(egress(key)).toEqual(['*/a.b']);
});

test('a static host that ends with its calls ends only where its caller is heard', () => {
  const reasons = (...calls: ReadonlyArray<JsonObject>) =>
    compiled(
      [
        fence(key, { host: { 'a.b': { auto: { duration: '16h' } } } }),
        edges([seen(key, 'a.b', { source: 's', lastSeen: day(1) }), ...calls], watching)
      ],
      day(9)
    )
      .reasons(key, 'a.b')
      .map(({ kind }) => kind);
  expect(reasons()).toEqual(['edge', 'static']);
  expect(reasons(seen(key, 'c.d', { source: 's', lastSeen: day(9) }))).toEqual(['edge']);
});
