import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { fence, service, slimeBoot } from '../given/objects.js';

const key = 'default/reviews';
const hosts = (...objects: ReadonlyArray<Json>) =>
  compiled([fence(key), ...objects]).sidecar(key)?.egressHosts;
const boot = (general: JsonObject, global: JsonObject = {}) => slimeBoot(general, { global });

test('every scope has the namespaces of Istio and of meshfence, in this order', () => {
  expect(hosts()).toEqual(['istio-system/*', 'mesh-operator/*']);
  expect(hosts(boot({}, { istioNamespace: 'zz', slimeNamespace: 'aa' }))).toEqual(['zz/*', 'aa/*']);
});

test("the system's hosts stand after the fence's own, whatever their names", () => {
  const { sidecar } = compiled([fence(key, { host: { 'zz.com': {}, 'zz/*': {}, 'aa.com': {} } })]);
  expect(sidecar(key)?.egressHosts).toEqual([
    '*/aa.com',
    '*/zz.com',
    'zz/*',
    'istio-system/*',
    'mesh-operator/*'
  ]);
});

test('a global-sidecar in another namespace comes with its own host', () => {
  expect(hosts(boot({ clusterGsNamespace: 'gs' }))).toEqual([
    'istio-system/*',
    'mesh-operator/*',
    '*/global-sidecar.gs.svc.cluster.local'
  ]);
  expect(hosts(boot({ clusterGsNamespace: 'mesh-operator' }))).toEqual(['istio-system/*', 'mesh-operator/*']);
});

test('in namespace mode the global-sidecar is that of the fence', () => {
  const general = { globalSidecarMode: 'namespace', namespace: ['default'], clusterGsNamespace: 'gs' };
  expect(hosts(boot(general))).toEqual([
    'istio-system/*',
    'mesh-operator/*',
    '*/global-sidecar.default.svc.cluster.local'
  ]);
});

test('without a global-sidecar there is none', () => {
  expect(hosts(boot({ globalSidecarMode: 'no', clusterGsNamespace: 'gs' }))).toEqual([
    'istio-system/*',
    'mesh-operator/*'
  ]);
});

test('a namespace that is none is left out, and reported', () => {
  const strange = boot({ clusterGsNamespace: 'g_s' }, { istioNamespace: '*', slimeNamespace: 'a.b' });
  expect(hosts(strange)).toEqual(['~/*']);
  expect(compiled([strange]).messages('namespace-invalid')).toHaveLength(3);
});

test('the reasons say which part of the system a host is', () => {
  const { scope } = compiled([boot({ clusterGsNamespace: 'gs' }), fence(key)]);
  expect(scope(key)?.hosts.flatMap(({ reasons }) => reasons)).toEqual([
    { kind: 'system', part: 'istio' },
    { kind: 'system', part: 'meshfence' },
    { kind: 'system', part: 'global-sidecar' }
  ]);
});

test('a host that the fence names too stands with the system, with both reasons', () => {
  const { scope, sidecar } = compiled([fence(key, { host: { 'istio-system/*': {}, 'a.b': {} } })]);
  expect(sidecar(key)?.egressHosts).toEqual(['*/a.b', 'istio-system/*', 'mesh-operator/*']);
  expect(scope(key)?.hosts[1]?.reasons).toEqual([
    { kind: 'namespace', entry: 'istio-system/*' },
    { kind: 'system', part: 'istio' }
  ]);
});

test('dispatch targets are in every scope, unless they are no cluster of a host', () => {
  const dispatches = [
    { name: 'a', domains: ['x.y'], cluster: 'outbound|80||egress.shop.svc.cluster.local' },
    { name: 'b', domains: ['x.y'], cluster: 'outbound|80|v1|cart.default.svc.cluster.local' },
    { name: 'c', domains: ['x.y'], cluster: '_GLOBAL_SIDECAR' },
    { name: 'd', domains: ['x.y'], cluster: 'PassthroughCluster' },
    { name: 'e', domains: ['x.y'], cluster: 'inbound|80||z.y' },
    { name: 'f', domains: ['x.y'], cluster: '{{ (print .Values.foo) }}' }
  ];
  const { egress, reasons, status } = compiled([boot({ dispatches }), fence(key), service('default/cart')]);
  expect(egress(key)).toEqual(['*/cart.default.svc.cluster.local', '*/egress.shop.svc.cluster.local']);
  expect(reasons(key, 'egress.shop.svc.cluster.local')).toEqual([{ kind: 'dispatch', rule: 'a' }]);
  expect({ ...status(key)?.domains }).toEqual({});
});
