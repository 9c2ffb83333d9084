import { expect, test } from 'vitest';
import { toObjects } from '../../../src/emit/toObjects.js';
import type { JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { heard } from '../given/heard.js';
import { edges, fence, slimeBoot } from '../given/objects.js';

const key = 'default/reviews';
const hour = 3_600_000;
const day = (count: number): string => new Date(Date.UTC(2026, 2, 1) + count * 24 * hour).toISOString();

/** Hosts that were seen in the order of their names, a day apart, and then never again. */
const list = (count: number): JsonObject =>
  edges(
    Array.from({ length: count }, (_, index) => ({
      from: key,
      to: `h${index}.com`,
      evidence: [{ source: 's', lastSeen: day(index) }]
    })),
    [{ name: 's', direct: true, windows: [{ from: day(0) }] }]
  );

/** How many learned hosts are in scope at each of these times, each compiled with the status before. */
const sizes = (count: number, shrinkBudget: number, times: ReadonlyArray<string>): ReadonlyArray<number> => {
  const boot = slimeBoot({ expiry: { learned: '16h', shrinkBudget } });
  let current = fence(key);
  return [day(count), ...times].map(now => {
    const at = now === day(count) ? day(0) : now;
    const { plan, egress } = compiled([current, boot, heard(key, day(0), at), list(count)], at);
    const [written] = toObjects(plan, { statuses: true }).filter(each => each['kind'] === 'ServiceFence');
    current = written ?? current;
    return egress(key).length;
  });
};

const later = (minutes: number): string => new Date(Date.UTC(2026, 3, 1) + minutes * 60_000).toISOString();

test('one step removes a share of the hosts that the status remembers', () => {
  expect(sizes(8, 0.25, [later(0)])).toEqual([8, 6]);
  expect(sizes(8, 0.5, [later(0)])).toEqual([8, 4]);
  expect(sizes(8, 1, [later(0)])).toEqual([8, 0]);
});

test('a share of less than one host is one host', () => {
  expect(sizes(3, 0.1, [later(0)])).toEqual([3, 2]);
});

test('the next step comes after a while, and takes a share of what is left', () => {
  expect(sizes(8, 0.25, [later(0), later(1), later(95), later(96), later(97), later(192)])).toEqual([
    8, 6, 6, 6, 5, 5, 4
  ]);
});

test('in the end everything that is not called has left', () => {
  const times = Array.from({ length: 12 }, (_, index) => later(96 * index));
  expect(sizes(8, 0.25, times).at(-1)).toBe(0);
});

test('the host that was called longest ago leaves first', () => {
  const boot = slimeBoot({ expiry: { learned: '16h', shrinkBudget: 0.5 } });
  const status = {
    metricStatus: Object.fromEntries(
      ['h0', 'h1', 'h2', 'h3'].map(name => [`{destination_service="${name}.com"}`, '1'])
    ),
    lastSeen: { 'h0.com': day(3), 'h1.com': day(1), 'h2.com': day(2), 'h3.com': day(0) }
  };
  const { egress, messages } = compiled(
    [boot, fence(key, {}, status), heard(key, day(0), later(0)), list(0)],
    later(0)
  );
  expect(egress(key)).toEqual(['*/h0.com', '*/h2.com']);
  expect(messages('shrink-limited')).toEqual(['Of the expired hosts 2 leave the scope now, 2 later.']);
});

test('hosts that wait for their turn say that they are about to go', () => {
  const boot = slimeBoot({ expiry: { learned: '16h', shrinkBudget: 0.25 } });
  const applied = Object.fromEntries([0, 1, 2].map(index => [`{destination_service="h${index}.com"}`, '1']));
  const { status } = compiled(
    [boot, fence(key, {}, { metricStatus: applied }), heard(key, day(0), later(0)), list(3)],
    later(0)
  );
  expect(Object.values(status(key)?.domains ?? {}).map(({ state }) => state)).toEqual([
    'EXPIRE',
    'EXPIREWAIT',
    'EXPIREWAIT'
  ]);
});

test('a newly seen host never makes another one leave', () => {
  const boot = slimeBoot({ expiry: { learned: '16h', shrinkBudget: 0.5 } });
  const gone = (objects: ReadonlyArray<JsonObject>) =>
    Object.values(
      compiled([boot, fence(key), heard(key, day(0), later(0)), ...objects], later(0)).status(key)?.domains ??
        {}
    ).filter(({ state }) => state === 'EXPIRE').length;
  const fresh = edges([{ from: key, to: 'new.com', evidence: [{ source: 's', lastSeen: later(-1) }] }]);
  expect(gone([list(4), fresh])).toBe(gone([list(4)]));
});
