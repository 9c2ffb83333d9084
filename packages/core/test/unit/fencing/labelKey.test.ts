import { expect, test } from 'vitest';
import { workloadName } from '../../../src/fencing/workloadName.js';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { namespace, pod, service, slimeBoot } from '../given/objects.js';

const boot = (general: JsonObject = {}) =>
  slimeBoot({ autoFence: true, fenceLabelKeyAlias: 'app:wl', ...general });
const fenced = 'slime.io/serviceFenced';

const made = (...objects: ReadonlyArray<Json>) =>
  compiled(objects).plan.fences.map(({ meta, workloadSelector }) => [
    `${meta.namespace}/${meta.name}`,
    { ...workloadSelector.labels },
    workloadSelector.fromService
  ]);
const one = [['shop/wl-cart.workload.identity', { app: 'cart' }, false]];

test('pods with the label key are fenced by its value, all of a value together', () => {
  expect(
    made(boot(), pod('shop/cart-1', { app: 'cart', version: 'v1' }), pod('shop/cart-2', { app: 'cart' }))
  ).toEqual(one);
});

test("a Service's selector promises pods with the label", () => {
  expect(made(boot(), service('shop/cart', { selector: { app: 'cart' } }))).toEqual(one);
});

test('a Service whose workload is fenced by its label needs no fence of its own', () => {
  const objects = [boot({ defaultFence: true }), service('shop/cart', { selector: { app: 'cart' } })];
  expect(made(...objects)).toEqual(one);
  expect(made(boot({ defaultFence: true }), service('shop/other', { selector: { k: 'v' } }))).toEqual([
    ['shop/other', {}, true]
  ]);
});

test('pods that have finished, or have no value, make no fence', () => {
  const ended = (phase: string) => pod(`shop/${phase.toLowerCase()}`, { app: 'cart' }, { status: { phase } });
  expect(
    made(boot(), ended('Succeeded'), ended('Failed'), pod('shop/x', { app: '' }), pod('shop/y', {}))
  ).toEqual([]);
});

test.each<[string, JsonObject, JsonObject, number]>([
  ['nobody says anything', {}, {}, 1],
  ['the pod says no', { [fenced]: 'false' }, {}, 0],
  ['the namespace says no', {}, { [fenced]: 'false' }, 0],
  ['the pod says yes and the namespace no', { [fenced]: 'true' }, { [fenced]: 'false' }, 1],
  [
    'the pod says yes in the words of old',
    { 'istio.dependency.servicefence/status': 'true' },
    { [fenced]: 'false' },
    1
  ]
])('where %s', (_, ofPod, ofNamespace, count) => {
  expect(made(boot(), namespace('shop', ofNamespace), pod('shop/p', { app: 'cart', ...ofPod }))).toHaveLength(
    count
  );
});

test('the global-sidecar and the system namespaces are not fenced by label', () => {
  const key = slimeBoot({ autoFence: true, fenceLabelKeyAlias: 'k' });
  expect(made(key, pod('shop/gs', { app: 'global-sidecar', k: 'x' }))).toEqual([]);
  expect(made(key, pod('istio-system/p', { k: 'x' }), pod('mesh-operator/p', { k: 'x' }))).toEqual([]);
});

test('namespaces that are not admitted have no such fences either', () => {
  expect(made(boot({ blackNamespaceList: 'shop' }), pod('shop/cart', { app: 'cart' }))).toEqual([]);
});

test('every key makes fences of its own', () => {
  expect(
    made(
      slimeBoot({ autoFence: true, fenceLabelKeyAlias: 'app, tier' }),
      pod('shop/p', { app: 'a', tier: 'b' })
    )
  ).toEqual([
    ['shop/app-a.workload.identity', { app: 'a' }, false],
    ['shop/tier-b.workload.identity', { tier: 'b' }, false]
  ]);
});

test('a value that is a name stays as it is', () => {
  expect(workloadName('wl', 'cart-v1')).toBe('wl-cart-v1.workload.identity');
});

test.each(['Cart', 'a_b', 'x.y', 'a/b', 'ä', '_', 'a'.repeat(63)])(
  'the value %s becomes a legal name, and one of its own',
  value => {
    const name = workloadName('wl', value);
    expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.workload\.identity$/);
    expect(name).not.toBe(
      workloadName('wl', value.toLowerCase() === value ? `${value}x` : value.toLowerCase())
    );
    expect(workloadName('wl', value)).toBe(name);
  }
);

test('a changed name is reported with the value', () => {
  expect(compiled([boot(), pod('shop/p', { app: 'Cart' })]).messages('fence-name-changed')).toEqual([
    `"wl-Cart" is no valid object name; its fence is called "${workloadName('wl', 'Cart')}".`
  ]);
  expect(compiled([boot(), pod('shop/p', { app: 'cart' })]).messages('fence-name-changed')).toEqual([]);
});

test('a Service that says no promises no fence, and one that says yes does in a namespace that says no', () => {
  const said = (value: string) =>
    service('shop/cart', { selector: { app: 'cart' } }, { labels: { [fenced]: value } });
  expect(made(boot(), said('false'))).toEqual([]);
  expect(made(boot(), said('true'), namespace('shop', { [fenced]: 'false' }))).toEqual(one);
});
