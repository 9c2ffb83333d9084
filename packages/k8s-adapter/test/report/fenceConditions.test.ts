import { compile, decodeObjects, diagnosticCatalogue, inObject, report } from '@meshfence/core';
import type { Json, Scope } from '@meshfence/core';
import { expect, test } from 'vitest';
import { fenceConditions } from '../../src/report/fenceConditions.js';

const object = (apiVersion: string, kind: string, name: string, spec: Json): Json => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop' },
  spec
});

const fence = (name: string, spec: object = {}) =>
  object('microservice.slime.io/v1alpha1', 'ServiceFence', name, { enable: true, ...spec });

const service = (name: string, spec: object = {}) =>
  object('v1', 'Service', name, { selector: { app: name }, ports: [{ port: 80 }], ...spec });

const sidecar = (name: string, app: string) =>
  object('networking.istio.io/v1', 'Sidecar', name, { workloadSelector: { labels: { app } } });

/** The conditions of the fence `shop/NAME` among these objects. */
const conditionsOf = (name: string, objects: ReadonlyArray<Json>) => {
  const { value: mesh } = decodeObjects(objects, { now: undefined });
  const { diagnostics, value: plan } = compile(mesh);
  const scope = plan.scopes.find(each => each.name === name);
  return scope && fenceConditions(scope, diagnostics, 3);
};

const unready = (reason: string, message: string) => [
  { type: 'Ready', observedGeneration: 3, status: 'False', reason, message }
];

test('a fence that became a Sidecar is ready, with as many hosts as its scope has', () => {
  const objects = [service('web'), service('cart'), fence('web', { host: { cart: {} } })];
  expect(conditionsOf('web', objects)).toEqual([
    { type: 'Ready', observedGeneration: 3, status: 'True', reason: 'Compiled', message: '3 hosts' }
  ]);
});

test('one host is one host', () => {
  const scope: Scope = {
    namespace: 'shop',
    name: 'web',
    automatic: false,
    selector: { app: 'web' },
    hosts: [{ host: 'a', egress: ['*/a'], reasons: [] }],
    refusal: undefined
  };
  expect(fenceConditions(scope, [], undefined)[0]?.message).toBe('1 host');
});

test('a fence that is off says so', () => {
  expect(conditionsOf('web', [service('web'), fence('web', { enable: false })])).toEqual(
    unready('Disabled', 'The fence is not enabled.')
  );
});

test('of two fences for one workload, the one that yields says to which, and what to do', () => {
  const selector = { workloadSelector: { labels: { app: 'web' } } };
  const objects = [service('web'), fence('a', selector), fence('b', selector)];
  expect(conditionsOf('b', objects)).toEqual(
    unready(
      'SelectorOverlap',
      "shop/a and shop/b select the same workload; the former's scope is used, the latter yields no Sidecar. " +
        'Remove one of them, or make their selectors differ in the value of a label.'
    )
  );
  expect(conditionsOf('a', objects)?.[0]?.status).toBe('True');
});

test.each([
  [
    'SidecarForeign',
    [sidecar('own', 'web')],
    'Sidecar shop/own selects this workload already and is not ours, so this fence yields none. Remove that Sidecar, or this fence.'
  ],
  [
    'SidecarNameTaken',
    [sidecar('web', 'other')],
    "Sidecar shop/web is not ours and has this fence's name; it is left alone, and the fence yields none. Rename the fence or the Sidecar."
  ]
])("%s: a user's own Sidecar is named", (reason, objects, message) => {
  expect(conditionsOf('web', [service('web'), fence('web'), ...objects])).toEqual(unready(reason, message));
});

test('the finding is that of this fence, not one of the same kind about another', () => {
  const fromService = { workloadSelector: { fromService: true } };
  const objects = [fence('a', fromService), fence('b', fromService)];
  expect(conditionsOf('b', objects)?.[0]?.message).toBe(
    `There is no Service shop/b to take the workload selector from. ${diagnosticCatalogue['service-missing'].remedy}`
  );
});

test('without its finding, a refusal is told in few words', () => {
  const scope: Scope = {
    namespace: 'shop',
    name: 'web',
    automatic: false,
    selector: {},
    hosts: [],
    refusal: 'selector-empty'
  };
  const place = inObject('ServiceFence', {
    meta: { namespace: 'shop', name: 'web', origin: { _tag: 'Nowhere' } }
  });
  const elsewhere = report('selector-empty', { service: 'shop/web' }, []);
  const another = report('namespace-unlisted', { namespace: 'shop' }, [place]);
  expect(fenceConditions(scope, [elsewhere, another], 3)).toEqual(
    unready('SelectorEmpty', 'Its selector would match every workload.')
  );
});

test('the same mesh gives the same words', () => {
  const objects = [
    service('web'),
    fence('web', { workloadSelector: { fromService: true } }),
    sidecar('own', 'web')
  ];
  expect(conditionsOf('web', objects)).toEqual(conditionsOf('web', objects.toReversed()));
});
