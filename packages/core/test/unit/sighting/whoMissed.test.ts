import { expect, test } from 'vitest';
import type { Reporter } from '../../../src/sighting/Reporter.js';
import type { Sighting } from '../../../src/sighting/Sighting.js';
import { soughtIn, whoMissed } from '../../../src/sighting/whoMissed.js';
import { whyNots } from '../../../src/sighting/WhyNot.js';
import type { WhyNot } from '../../../src/sighting/WhyNot.js';
import { book, direct, fallback, globalSidecar, grounds, now, set, sidecar } from './given.js';

const web = sidecar('shop/web');

const names = (
  why: WhyNot,
  sighting: Sighting,
  reporter: Reporter = globalSidecar,
  pods = grounds.book
): ReadonlyArray<string> =>
  whoMissed(why, sighting, reporter, pods, now).map(({ namespace, workload }) => `${namespace}/${workload}`);

test('a caller may miss what it would have called, and nobody else what its sidecar tells', () => {
  const missing = Object.keys(whyNots).filter(why => names(why as WhyNot, direct('details'), web).length > 0);
  expect(missing.toSorted()).toEqual([
    'caller-ambiguous',
    'caller-contradicted',
    'destination-invalid',
    'destination-local',
    'destination-missing',
    'destination-unknown',
    'probe',
    'unreached'
  ]);
  expect(names('unreached', direct('details'), web)).toEqual(['shop/web']);
  expect(names('unreached', direct('details'), { _tag: 'Stranger' })).toEqual([]);
});

test('of what a global-sidecar tells, whoever had the address', () => {
  expect(names('unreached', fallback('details'))).toEqual(['shop/web']);
  expect(names('unreached', fallback('details', { peer: { address: '10.9.9.9', port: 1 } }))).toEqual([]);
  expect(names('unreached', fallback('details', { peer: undefined }))).toEqual([]);
});

test('a global-sidecar of one namespace says nothing about callers of others', () => {
  const ofBank: Reporter = { _tag: 'GlobalSidecar', namespace: 'bank', serves: 'bank' };
  expect(names('unreached', fallback('details'), ofBank)).toEqual([]);
  expect(names('caller-contradicted', fallback('details', { sourceNamespace: 'bank' }), ofBank)).toEqual([]);
});

test('a caller that is said to be elsewhere is the pod that has the address', () => {
  expect(names('caller-contradicted', fallback('details', { sourceNamespace: 'bank' }))).toEqual([
    'shop/web'
  ]);
});

const host = { hostNetwork: true };
const shared = book([
  now - 60_000,
  [
    set('ops/a-0', ['10.1.0.1'], host),
    set('ops/a-1', ['10.1.0.1'], host),
    set('ops/b-0', ['10.1.0.1'], host),
    set('shop/agent-0', ['10.1.0.1'], host)
  ]
]);

test('of those who share an address it may be any, or those of the namespace that is said', () => {
  const from = (sourceNamespace: string) => fallback('details', { sourceNamespace });
  expect(names('caller-ambiguous', from(''), globalSidecar, shared)).toEqual([
    'ops/a',
    'ops/b',
    'shop/agent'
  ]);
  expect(names('caller-ambiguous', from('ops'), globalSidecar, shared)).toEqual(['ops/a', 'ops/b']);
  expect(names('unreached', from('shop'), globalSidecar, shared)).toEqual(['shop/agent']);
  expect(names('unreached', from('ops'), globalSidecar, shared)).toEqual([]);
});

test('no more of those who share an address are named than a few', () => {
  const many = Array.from({ length: 50 }, (_, at) => set(`ops/a${at}x-0`, ['10.1.0.1'], host));
  const pods = book([now - 60_000, many]);
  expect(names('caller-ambiguous', fallback('details'), globalSidecar, pods)).toHaveLength(20);
});

test('where it was to go is the authority, or the original destination', () => {
  expect(soughtIn(direct('Details:9080'), web)).toBe('Details:9080');
  expect(soughtIn(direct(''), web)).toBe('10.96.0.1');
  expect(soughtIn(direct('', { local: undefined }), web)).toBeUndefined();
  expect(soughtIn(fallback('', { originalDestination: '10.96.0.7:80' }), globalSidecar)).toBe('10.96.0.7');
  expect(soughtIn(fallback('', { originalDestination: '' }), globalSidecar)).toBeUndefined();
});

test.each(['two words', 'bell\u0007', 'é', 'x'.repeat(256)])('%j is not shown', authority => {
  expect(soughtIn(direct(authority), web)).toBeUndefined();
});
