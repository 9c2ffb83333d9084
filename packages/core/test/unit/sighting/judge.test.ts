import { expect, test } from 'vitest';
import { flag } from '../../../src/sighting/reached.js';
import { direct, fallback, globalSidecar, sidecar, told } from './given.js';

const web = sidecar('shop/web');

test("a caller's own sidecar tells whom it called", () => {
  expect(told(direct('details:9080'), web)).toBe('shop/web -> details.shop.svc.cluster.local:9080 http');
});

test('a global-sidecar tells who called it, and for whom', () => {
  expect(told(fallback('details:9080'), globalSidecar)).toBe('shop/web -> details:9080 http');
});

test.each([200, 301, 400, 401, 403, 404, 429, 500, 502, 503, 504])(
  'status %i of an upstream is a call',
  code => {
    expect(told(direct('details', { code }), web)).toContain('-> details');
  }
);

test.each(['UT', 'LR', 'UR', 'UC', 'DC', 'SI', 'URX', 'UPE', 'DI'] as const)(
  'however it ended (%s), an upstream was called',
  name => {
    expect(told(direct('details', { flags: flag[name] }), web)).toContain('-> details');
  }
);

test.each(['UH', 'UF', 'UO', 'NR', 'NC', 'FI', 'RL', 'UAEX', 'DF', 'OM', 'LH', 'IH'] as const)(
  'a request that reached nobody (%s) is no call, unless it shall be',
  name => {
    const sighting = direct('details', { flags: flag[name] | flag.DC });
    expect(told(sighting, web)).toBe('unreached');
    expect(told(sighting, web, { unreached: true })).toContain('-> details');
  }
);

test('a connection that found nobody is no call, though an upstream was chosen', () => {
  const scanned = { kind: 'tcp', flags: flag.UF | flag.URX, upstreamCluster: 'PassthroughCluster' } as const;
  expect(told(direct('', scanned), web)).toBe('unreached');
});

test('without a host, or in the black hole, nobody was reached', () => {
  expect(told(direct('details', { hasUpstream: false }), web)).toBe('unreached');
  expect(told(direct('details', { upstreamCluster: 'BlackHoleCluster' }), web)).toBe('unreached');
});

test.each([404, 502, 503])("a global-sidecar's %i may be its own: only hosts of the mesh count", code => {
  const sighting = fallback('details', { code });
  expect(told(sighting, globalSidecar)).toBe('unreached');
  expect(told(sighting, globalSidecar, { knows: () => false })).toBe('unreached');
  expect(
    told(sighting, globalSidecar, { knows: (to, from) => to === 'details' && from === 'shop' })
  ).toContain('-> details');
  expect(told(sighting, globalSidecar, { unreached: true })).toContain('-> details');
});

test.each([200, 401, 500])("a global-sidecar's %i is its upstream's", code => {
  expect(told(fallback('details', { code }), globalSidecar)).toContain('-> details');
});

test.each(['kube-probe/1.31', 'Envoy/HC', 'GoogleHC/1.0', 'ELB-HealthChecker/2.0'])(
  '%s is nobody who calls',
  userAgent => {
    expect(told(direct('details', { userAgent }), web)).toBe('probe');
    expect(told(fallback('details', { userAgent }), globalSidecar)).toBe('probe');
  }
);

test('what a TCP log shows of requests says less than their own entries', () => {
  expect(told(direct(''), web)).toBe('unnamed');
  expect(told(fallback(''), globalSidecar)).toBe('unnamed');
});

test('what a workload receives is not what it calls', () => {
  for (const upstreamCluster of ['inbound|9080||', 'InboundPassthroughCluster'])
    expect(told(direct('web', { upstreamCluster }), web)).toBe('inbound');
});

test('what a global-sidecar sends on has been told when it came', () => {
  const sent = fallback('details', { upstreamCluster: 'outbound|9080||details.shop.svc.cluster.local' });
  expect(told(sent, globalSidecar)).toBe('own-traffic');
  expect(told(fallback('', { kind: 'tcp' }), globalSidecar)).toBe('own-traffic');
});

test('who calls a global-sidecar itself, or an agent, needs nothing', () => {
  expect(told(fallback('global-sidecar.mesh-operator:9080'), globalSidecar)).toBe('own-traffic');
  expect(told(direct('global-sidecar'), web)).toBe('own-traffic');
  for (const port of [15_000, 15_012, 15_090])
    expect(told(direct('istiod', { local: { address: '10.96.0.1', port } }), web)).toBe('own-traffic');
});

test('nobody speaks who has not said who it is', () => {
  expect(told(direct('details'), { _tag: 'Stranger' })).toBe('stranger');
});
