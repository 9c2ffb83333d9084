import { expect, test } from 'vitest';
import { explain } from '../../../src/explain/explain.js';
import { printExplanation } from '../../../src/explain/printExplanation.js';
import type { JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { edges, fence } from '../given/objects.js';

const at = (minute: number): string => `2026-03-07T12:${String(minute).padStart(2, '0')}:00Z`;
const saw = (source: string, minute: number): JsonObject => ({ source, lastSeen: at(minute) });
const unlearned = (why: string, to: string, count: number): JsonObject => ({
  why,
  to,
  count,
  lastSeen: at(8)
});
const sources = [
  { name: 'als', direct: true, windows: [{ from: at(0) }] },
  { name: 'indirect', windows: [{ from: at(1) }] },
  { name: 'prometheus', direct: true, windows: [{ from: at(0), to: at(2) }] }
];

/** The lines about sources, for who asks for a host at ten past twelve. */
const printed = (list: JsonObject, host?: string): ReadonlyArray<string> => {
  const { mesh, plan } = compiled([fence('shop/web'), list], at(10));
  const explanation = explain(mesh, plan, { namespace: 'shop', name: 'web' }, host);
  const text = explanation === undefined ? '' : printExplanation(explanation);
  return text.split('What sources have seen of it\n')[1]?.split('\n') ?? [];
};

test('nothing is printed of sources where the mesh says nothing of them', () => {
  expect(printed(edges([{ from: 'shop/web', to: 'a.b', evidence: [saw('als', 1)] }]))).toEqual([]);
});

test('each source has a line: whether it watches, and what it saw', () => {
  const list = edges(
    [{ from: 'shop/web', to: 'a.b', evidence: [saw('als', 9), { source: 'manual' }] }],
    [...sources, { name: 'quiet' }]
  );
  expect(printed(list)).toEqual([
    '  als         has watched since 2026-03-07T12:00:00Z (10m ago), direct calls included; last call 2026-03-07T12:09:00Z (1m ago)',
    '  indirect    has watched since 2026-03-07T12:01:00Z (9m ago), direct calls excepted; never heard of it',
    '  manual      a call, nobody says when',
    '  prometheus  has not watched since 2026-03-07T12:02:00Z (8m ago); never heard of it',
    '  quiet       has never watched; never heard of it',
    ''
  ]);
});

test('the host that was asked for comes first, and what was not learned stands below', () => {
  const hearing = {
    source: 'als',
    from: 'shop/web',
    lastHeard: at(9),
    unlearned: [unlearned('unreached', 'c.d:80', 2), unlearned('unreached', 'e.f', 9)]
  };
  const evidence = [saw('als', 5), saw('prometheus', 1)];
  const list = edges([{ from: 'shop/web', to: 'a.b', evidence }], sources, [hearing]);
  expect(printed(list, 'c.d')).toEqual([
    '  als         has watched since 2026-03-07T12:00:00Z (10m ago), direct calls included; no call to the host; last call 2026-03-07T12:05:00Z (5m ago); last heard of it 2026-03-07T12:09:00Z (1m ago)',
    '    not learned: 2 to c.d:80, last 2026-03-07T12:08:00Z (2m ago): no upstream was reached',
    '  indirect    has watched since 2026-03-07T12:01:00Z (9m ago), direct calls excepted; never heard of it',
    '  prometheus  has not watched since 2026-03-07T12:02:00Z (8m ago); no call to the host; last call 2026-03-07T12:01:00Z (9m ago)',
    ''
  ]);
  expect(printed(list, 'a.b')[2]).toBe(
    '  prometheus  has not watched since 2026-03-07T12:02:00Z (8m ago); last call to the host 2026-03-07T12:01:00Z (9m ago); last call 2026-03-07T12:01:00Z (9m ago)'
  );
});

test('of many reasons the first five are shown', () => {
  const many = Array.from({ length: 7 }, (_, index) => unlearned('unreached', `h${index}.x`, 1));
  const hearing = { source: 'als', from: 'shop/web', lastHeard: at(9), unlearned: many };
  const lines = printed(edges([], [], [hearing]));
  expect(lines.filter(line => line.includes('not learned'))).toHaveLength(5);
  expect(lines).toContain('    and 2 more like these');
});

test('names from the network cannot play with a terminal', () => {
  const bad = unlearned('\u001B[2J', 'a\u009B31m\nb\u202E', 1);
  const hearing = { source: 'x\u0007', from: 'shop/web', lastHeard: at(9), unlearned: [bad] };
  expect(printed(edges([], [], [hearing])).slice(0, 2)).toEqual([
    '  "x\\u0007"  last heard of it 2026-03-07T12:09:00Z (1m ago)',
    '    not learned: 1 to "a\\u009b31m\\nb\\u202e", last 2026-03-07T12:08:00Z (2m ago): "\\u001b[2J"'
  ]);
});

test('what to do stands last', () => {
  expect(printed(edges([], [{ name: 'als' }]), 'a.b').slice(1)).toEqual([
    '',
    expect.stringMatching(/^No source watches: /),
    ''
  ]);
});
