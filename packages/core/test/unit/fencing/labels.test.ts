import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { keyOf } from '../../../src/model/Meta.js';
import { compiled } from '../given/compiled.js';
import { namespace, service, slimeBoot } from '../given/objects.js';

const fenced = 'slime.io/serviceFenced';
const older = 'istio.dependency.servicefence/status';

const made = (...objects: ReadonlyArray<Json>): ReadonlyArray<string> =>
  compiled(objects).plan.fences.map(({ meta }) => keyOf(meta));
const isMade = (defaultFence: boolean, ofNamespace: JsonObject, ofService: JsonObject): boolean =>
  made(
    slimeBoot({ autoFence: true, defaultFence }),
    namespace('shop', ofNamespace),
    service('shop/cart', {}, { labels: ofService })
  ).length === 1;

const words = [undefined, 'true', 'false', 'maybe'] as const;
const meaning = { true: true, false: false } as Readonly<Record<string, boolean | undefined>>;

test.each(
  [true, false].flatMap(fallback =>
    words.flatMap(ofNamespace => words.map(ofService => [fallback, ofNamespace, ofService] as const))
  )
)('default %j, namespace %j, Service %j: the nearest word decides', (fallback, ofNamespace, ofService) => {
  const labels = (word: string | undefined): JsonObject => (word === undefined ? {} : { [fenced]: word });
  const expected = meaning[ofService ?? ''] ?? meaning[ofNamespace ?? ''] ?? fallback;
  expect(isMade(fallback, labels(ofNamespace), labels(ofService))).toBe(expected);
});

test('the label of the first releases asks for a fence too, but never against one', () => {
  expect(isMade(false, {}, { [older]: 'true' })).toBe(true);
  expect(isMade(true, {}, { [older]: 'false' })).toBe(true);
  expect(isMade(true, {}, { [older]: 'true', [fenced]: 'false' })).toBe(false);
  expect(isMade(false, { [older]: 'true' }, {})).toBe(false);
});

test('a Service in a namespace that the input does not have goes by itself and the default', () => {
  expect(made(slimeBoot({ autoFence: true, defaultFence: true }), service('shop/cart'))).toEqual([
    'shop/cart'
  ]);
});

test('without autoFence nothing is made', () => {
  expect(
    made(slimeBoot({ defaultFence: true }), service('shop/cart', {}, { labels: { [fenced]: 'true' } }))
  ).toEqual([]);
});

test.each(['istio-system', 'mesh-operator'])('in %s only a Service that asks itself is fenced', system => {
  const boot = slimeBoot({ autoFence: true, defaultFence: true });
  const labelled = namespace(system, { [fenced]: 'true' });
  expect(made(boot, labelled, service(`${system}/x`))).toEqual([]);
  expect(made(boot, labelled, service(`${system}/x`, {}, { labels: { [fenced]: 'true' } }))).toEqual([
    `${system}/x`
  ]);
});

test('the system namespaces are those that the SlimeBoot names', () => {
  const boot = slimeBoot(
    { autoFence: true, defaultFence: true },
    { global: { istioNamespace: 'istio', slimeNamespace: 'slime' } }
  );
  expect(made(boot, service('istio/x'), service('slime/x'), service('istio-system/x'))).toEqual([
    'istio-system/x'
  ]);
});

test('the global-sidecar is never fenced', () => {
  const boot = slimeBoot({ autoFence: true, defaultFence: true });
  expect(made(boot, service('shop/global-sidecar', {}, { labels: { [fenced]: 'true' } }))).toEqual([]);
});

test('a Service without a workload of its own is not fenced, and says so where it asked', () => {
  const boot = slimeBoot({ autoFence: true, defaultFence: true });
  const objects = [
    boot,
    service('shop/none', { selector: {} }),
    service('shop/external', { type: 'ExternalName', externalName: 'a.b' }),
    service('shop/asking', { selector: null }, { labels: { [fenced]: 'true' } })
  ];
  expect(made(...objects)).toEqual([]);
  expect(compiled(objects).messages('fence-without-workload')).toEqual([
    'Service shop/asking asks for a fence by its label, but selects no pods; none is made.'
  ]);
});

test('a headless Service is fenced like any other', () => {
  expect(
    made(slimeBoot({ autoFence: true, defaultFence: true }), service('shop/db', { clusterIP: 'None' }))
  ).toEqual(['shop/db']);
});

test('labels that ask while autoFence is off are reported once, and not for Services that have a fence', () => {
  const asking = (name: string) => service(`shop/${name}`, {}, { labels: { [fenced]: 'true' } });
  expect(compiled([asking('b'), asking('a')]).messages('auto-fence-off')).toEqual([
    '2 labels ask for automatic fences (Service shop/a), but autoFence is off.'
  ]);
  expect(
    compiled([service('shop/a', {}, { labels: { [fenced]: 'false' } })]).messages('auto-fence-off')
  ).toEqual([]);
});
