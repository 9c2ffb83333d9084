import { expect, test } from 'vitest';
import type { Reason } from '../src/core.js';
import { showReason } from '../src/output/overview/showReason.js';

const edge: Reason = {
  kind: 'edge',
  destination: 'a.b',
  sources: ['als', 'prometheus'],
  firstSeen: undefined,
  lastSeen: Date.UTC(2026, 2, 7, 8),
  count: '1204',
  state: 'ACTIVE'
};
const from = 'a.b';

test.each<readonly [Reason, string]>([
  [{ kind: 'static', entry: 'host.x' }, ''],
  [{ kind: 'static', entry: 'host' }, 'host'],
  [{ kind: 'namespace', entry: 'shop/*' }, 'shop/*'],
  [{ kind: 'stable-host', entry: 'host.x' }, ''],
  [{ kind: 'label', selector: { tier: 'store', app: 'x' }, service: 'shop/x' }, 'app=x,tier=store'],
  [edge, '1,204 calls until 2026-03-07 (als, prometheus)'],
  [{ ...edge, count: '1', sources: [], state: 'EXPIREWAIT' }, '1 call until 2026-03-07 about to expire'],
  [{ ...edge, count: '1.5e3', lastSeen: undefined }, '1.5e3 calls (als, prometheus)'],
  [{ kind: 'virtual-service', from, virtualService: 'shop/x', delegate: undefined }, 'shop/x'],
  [
    { kind: 'virtual-service', from, virtualService: 'shop/x', delegate: 'shop/y' },
    'shop/x, delegate shop/y'
  ],
  [{ kind: 'external-name', from, service: 'shop/x' }, 'shop/x'],
  [{ kind: 'alias', from, pattern: 'p', template: '$1.x' }, '$1.x'],
  [{ kind: 'service-entry', from, serviceEntry: 'shop/x' }, 'shop/x'],
  [{ kind: 'short-name', from }, 'of a.b'],
  [{ kind: 'dispatch', rule: 'r' }, 'r'],
  [{ kind: 'system', part: 'global-sidecar' }, 'the global-sidecar']
])('%j is shown as %s', (reason, shown) => {
  expect(showReason('host.x', reason)).toBe(shown);
});
