import { expect, test } from 'vitest';
import { book, fallback, globalSidecar, now, removed, set, told } from './given.js';

const minute = 60_000;
const begun = (startedAt: number) => fallback('details', { startedAt });

test('an address belonged to whoever had it when the request began', () => {
  const reused = book(
    [now - 60 * minute, [set('shop/web-0', ['10.1.0.1'])]],
    [now - 10 * minute, [removed('shop/web-0')]],
    [now - 5 * minute, [set('shop/cart-0', ['10.1.0.1'])]]
  );
  const who = (at: number) => told(begun(at), globalSidecar, { book: reused });
  expect(who(now - 20 * minute)).toContain('shop/web ->');
  expect(who(now - 10 * minute + 20_000)).toContain('shop/web ->');
  expect(who(now - 7 * minute)).toBe('caller-unknown');
  expect(who(now - 5 * minute - 20_000)).toContain('shop/cart ->');
  expect(who(now - minute)).toContain('shop/cart ->');
});

test('an address that was given away is the new one’s, though the old one’s end is not yet known', () => {
  const late = book(
    [now - 60 * minute, [set('shop/web-0', ['10.1.0.1'])]],
    [now - 5 * minute, [set('shop/cart-0', ['10.1.0.1'])]]
  );
  expect(told(begun(now), globalSidecar, { book: late })).toContain('shop/cart ->');
  expect(told(begun(now - 6 * minute), globalSidecar, { book: late })).toContain('shop/web ->');
});

test('a pod that has ended has no address any more', () => {
  const ended = book(
    [now - 60 * minute, [set('shop/job-0', ['10.1.0.1'])]],
    [now - 50 * minute, [set('shop/job-0', ['10.1.0.1'], { phase: 'Succeeded' })]]
  );
  expect(told(begun(now), globalSidecar, { book: ended })).toBe('caller-unknown');
});

test('a pod that is not ready calls as well as any other', () => {
  const starting = book([now, [set('shop/web-0', ['10.1.0.1', 'fd00::9'], { phase: 'Pending' })]]);
  expect(told(begun(now), globalSidecar, { book: starting })).toContain('shop/web ->');
  const peer = { address: 'fd00::9', port: 1 };
  expect(told({ ...begun(now), peer }, globalSidecar, { book: starting })).toContain('shop/web ->');
});

const host = { hostNetwork: true };
const shared = book([
  now - minute,
  [
    set('shop/agent-0', ['10.1.0.1'], host),
    set('shop/agent-1', ['10.1.0.1'], host),
    set('bank/tool-0', ['10.1.0.1'], host),
    set('ops/a-0', ['10.1.0.1'], host),
    set('ops/b-0', ['10.1.0.1'], host)
  ]
]);

test('of those who share a machine’s address, the namespace must leave one workload', () => {
  const from = (sourceNamespace: string) =>
    told(fallback('details', { sourceNamespace }), globalSidecar, { book: shared });
  expect(from('shop')).toContain('shop/agent ->');
  expect(from('bank')).toContain('bank/tool ->');
  expect(from('ops')).toBe('caller-ambiguous');
  expect(from('elsewhere')).toBe('caller-contradicted');
  expect(from('')).toBe('caller-ambiguous');
});

test('a pod with the address to itself goes before those who share it', () => {
  const both = book([
    now - minute,
    [set('shop/agent-0', ['10.1.0.1'], host), set('shop/web-0', ['10.1.0.1'])]
  ]);
  expect(told(fallback('details'), globalSidecar, { book: both })).toContain('shop/web ->');
});

test('who is said to be elsewhere than its pod is not believed', () => {
  expect(told(fallback('details', { sourceNamespace: 'bank' }), globalSidecar)).toBe('caller-contradicted');
  for (const sourceNamespace of ['', '-'])
    expect(told(fallback('details', { sourceNamespace }), globalSidecar)).toContain('shop/web ->');
});

test('a global-sidecar of one namespace tells of that namespace only', () => {
  const of = (serves: string) => ({ _tag: 'GlobalSidecar', namespace: serves, serves }) as const;
  expect(told(fallback('details'), of('shop'))).toContain('shop/web ->');
  expect(told(fallback('details'), of('bank'))).toBe('distrusted');
});

test('nobody is found without an address, or at an unknown one', () => {
  expect(told(fallback('details', { peer: undefined }), globalSidecar)).toBe('caller-missing');
  expect(told(fallback('details', { peer: { address: '10.9.9.9', port: 1 } }), globalSidecar)).toBe(
    'caller-unknown'
  );
});

test('an entry without a time, or from the future, is of now', () => {
  expect(told(fallback('details', { startedAt: undefined }), globalSidecar)).toContain('shop/web ->');
  expect(told(begun(now + 60 * minute), globalSidecar)).toContain('shop/web ->');
});
