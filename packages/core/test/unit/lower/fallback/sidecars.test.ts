import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/model/Json.js';
import { compiled } from '../../given/compiled.js';
import { fence, pod, serviceEntry, sidecar, slimeBoot } from '../../given/objects.js';
import { names, withGlobalSidecar } from './given.js';

const own = (key: string, ...hosts: ReadonlyArray<string>): JsonObject =>
  sidecar(key, { workloadSelector: { labels: { app: 'x' } }, egress: [{ hosts }] });

const lacking = (general: JsonObject, ...objects: ReadonlyArray<JsonObject>): ReadonlyArray<string> =>
  withGlobalSidecar(general, ...objects).messages('sidecar-without-fallback');

test.each([
  ['mesh-operator/*'],
  ['*/*'],
  ['*/global-sidecar.mesh-operator.svc.cluster.local'],
  ['*/*.svc.cluster.local']
])("a user's own Sidecar that imports %s has the global-sidecar", host => {
  expect(lacking({}, own('shop/mine', './*', host))).toEqual([]);
});

test("a user's own Sidecar without it turns pass-through into 503, and that is said", () => {
  expect(lacking({}, own('shop/mine', './*', 'istio-system/*'))).toEqual([
    'The Sidecar shop/mine does not import "global-sidecar.mesh-operator.svc.cluster.local", to which the fallback routes send traffic.'
  ]);
  expect(lacking({}, own('mesh-operator/mine', './*'))).toEqual([]);
});

test('one without egress hosts imports everything', () => {
  expect(lacking({}, sidecar('shop/mine', { workloadSelector: { labels: { app: 'x' } } }))).toEqual([]);
});

test('the targets of dispatch rules are looked for too, in the namespaces that define them', () => {
  const dispatches = [{ name: 'a', domains: ['a.com'], cluster: 'outbound|80||egress.example.com' }];
  const entry = serviceEntry('bank/egress', {
    hosts: ['egress.example.com'],
    ports: [{ number: 80, protocol: 'HTTP' }]
  });
  expect(lacking({ dispatches }, entry, own('shop/mine', 'mesh-operator/*'))).toHaveLength(1);
  expect(lacking({ dispatches }, entry, own('shop/mine', 'mesh-operator/*', 'bank/*'))).toEqual([]);
});

test('in namespace mode only the Sidecars of that namespace are reached', () => {
  const general = { globalSidecarMode: 'namespace', namespace: ['shop'] };
  expect(lacking(general, own('bank/mine', 'istio-system/*'))).toEqual([]);
  expect(lacking(general, own('shop/mine', 'istio-system/*'))).toHaveLength(1);
});

test('a Sidecar of ours is nothing to speak of', () => {
  const ours = sidecar(
    'shop/x',
    { egress: [{ hosts: ['./*'] }] },
    { labels: { 'app.kubernetes.io/managed-by': 'meshfence' } }
  );
  expect(lacking({}, ours)).toEqual([]);
});

test('with exact hosts a scope names the global-sidecar before it is there', () => {
  const result = withGlobalSidecar({ egressHosts: 'exact' }, fence('shop/cart'));
  expect(result.sidecar('shop/cart')?.egressHosts).toContain(
    'mesh-operator/global-sidecar.mesh-operator.svc.cluster.local'
  );
});

test("a user's own Sidecar under the name of ours is never written over", () => {
  const mine = sidecar('mesh-operator/global-sidecar', { workloadSelector: { labels: { app: 'other' } } });
  const result = withGlobalSidecar({}, mine);
  expect(names(result, 'Sidecar')).toEqual([]);
  expect(result.messages('global-sidecar-narrowed')).toHaveLength(1);
});

test('a Sidecar that selects a pod of the global-sidecar by another label is told, each of several, in one order', () => {
  const labels = { app: 'global-sidecar', tier: 'edge' };
  const by = (name: string) =>
    sidecar(`mesh-operator/${name}`, { workloadSelector: { labels: { tier: 'edge' } } });
  const objects = [by('b'), by('a'), pod('mesh-operator/p', labels)];
  const told = (...all: ReadonlyArray<JsonObject>) =>
    withGlobalSidecar({}, ...all).messages('global-sidecar-narrowed');
  expect(told(...objects)).toEqual([
    'The Sidecar mesh-operator/a selects the global-sidecar, which needs the whole mesh.',
    'The Sidecar mesh-operator/b selects the global-sidecar, which needs the whole mesh.'
  ]);
  expect(told(...objects.toReversed())).toEqual(told(...objects));
});

test('with exact hosts a scope names what it needs of ours: the placeholder, the receiver of logs, and nothing else', () => {
  const own = (general: JsonObject, module: JsonObject = {}, component: JsonObject = {}) => {
    const boot = slimeBoot({ egressHosts: 'exact', wormholePort: ['80'], ...general }, module, {
      component: { globalSidecar: { enable: true }, ...component }
    });
    return compiled([boot, fence('shop/cart')])
      .sidecar('shop/cart')
      ?.egressHosts.filter(host => !host.endsWith('/*'));
  };
  expect(own({ globalSidecarMode: 'no' })).toEqual([
    'mesh-operator/meshfence-ports.mesh-operator.svc.cluster.local'
  ]);
  expect(own({ globalSidecarMode: 'no', wormholePort: [] })).toEqual([]);
  expect(own({ clusterGsNamespace: 'gs' })).toEqual(['gs/global-sidecar.gs.svc.cluster.local']);
  expect(own({ accessLogger: 'callers' })).toEqual([
    'mesh-operator/global-sidecar.mesh-operator.svc.cluster.local',
    'mesh-operator/lazyload.mesh-operator.svc.cluster.local'
  ]);
  const metric = { prometheus: { address: 'http://prometheus' } };
  expect(own({ accessLogger: 'callers' }, { metric }, { accessLogReceiver: { enable: true } })).toEqual([
    'mesh-operator/global-sidecar.mesh-operator.svc.cluster.local',
    'mesh-operator/lazyload-als.mesh-operator.svc.cluster.local'
  ]);
  expect(own({ accessLogger: 'callers', metricSourceType: 'prometheus' })).toEqual([
    'mesh-operator/global-sidecar.mesh-operator.svc.cluster.local'
  ]);
});
