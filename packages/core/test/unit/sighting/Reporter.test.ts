import { expect, test } from 'vitest';
import { reporterOf } from '../../../src/sighting/Reporter.js';
import type { Node } from '../../../src/sighting/Reporter.js';

const node = (more: Partial<Node> = {}): Node => ({
  id: 'sidecar~10.1.0.1~web-7d4.v1.shop~shop.svc.cluster.local',
  namespace: 'shop',
  workload: 'web',
  labels: { app: 'web', version: 'v1' },
  ...more
});

const stranger = { _tag: 'Stranger' };

test('a sidecar is the workload that it says', () => {
  expect(reporterOf(node(), [])).toEqual({
    _tag: 'Caller',
    caller: {
      namespace: 'shop',
      workload: 'web',
      labels: { app: 'web', version: 'v1' },
      key: 'shop/web/[["app","web"],["version","v1"]]'
    }
  });
});

test.each([
  [node({ workload: '' }), 'web'],
  [node({ workload: '', labels: {} }), 'web-7d4.v1'],
  [node({ workload: 'No Name', labels: { app: '' } }), 'web-7d4.v1']
])('a workload without a name is called by what else there is', (given, workload) => {
  expect(reporterOf(given, [])).toMatchObject({ caller: { workload } });
});

test('a name that is longer than any pod has is nobody’s', () => {
  const id = `sidecar~10.1.0.1~web.shop~${'x'.repeat(1000)}`;
  expect(reporterOf(node({ id }), [])).toEqual(stranger);
});

test('of labels no more is kept than a pod has, all together', () => {
  const labels = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`${at}`.padStart(200, 'k'), 'v'.repeat(50)])
  );
  const found = reporterOf(node({ labels }), []);
  expect(Object.keys(found._tag === 'Caller' ? found.caller.labels : {})).toHaveLength(16);
});

test.each([
  'router~10.1.0.1~gw.istio-system~istio-system.svc.cluster.local',
  'waypoint~10.1.0.1~w.shop~shop.svc.cluster.local',
  'sidecar~10.1.0.1~nodot~x',
  'sidecar',
  '',
  'sidecar~10.1.0.1~web.SHOP~x',
  'sidecar~10.1.0.1~web.~x'
])('%j is a stranger', id => {
  expect(reporterOf(node({ id, namespace: '' }), [])).toEqual(stranger);
});

test('who contradicts itself is a stranger', () => {
  expect(reporterOf(node({ namespace: 'bank' }), [])).toEqual(stranger);
  expect(reporterOf(node({ namespace: '' }), [])).toMatchObject({ caller: { namespace: 'shop' } });
});

test('labels that no pod can have are left out, and no more are kept than a pod has', () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`l${at}`, 'v']));
  const labels = { long: 'x'.repeat(64), ['k'.repeat(318)]: 'v', ...many };
  const found = reporterOf(node({ labels }), []);
  expect(Object.keys(found._tag === 'Caller' ? found.caller.labels : {})).toEqual(
    Array.from({ length: 100 }, (_, at) => `l${at}`)
  );
});

test('a global-sidecar serves as the configuration says, or its own namespace alone', () => {
  const own = node({ labels: { app: 'global-sidecar' } });
  const given = (serves: string | undefined) => reporterOf(own, [{ namespace: 'shop', serves }]);
  const is = (serves: string | undefined) => ({ _tag: 'GlobalSidecar', namespace: 'shop', serves });
  expect(given(undefined)).toEqual(is(undefined));
  expect(given('shop')).toEqual(is('shop'));
  expect(reporterOf(own, [{ namespace: 'mesh-operator', serves: undefined }])).toEqual(is('shop'));
});
