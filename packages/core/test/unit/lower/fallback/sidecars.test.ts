import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/model/Json.js';
import { fence, serviceEntry, sidecar } from '../../given/objects.js';
import { withGlobalSidecar } from './given.js';

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
