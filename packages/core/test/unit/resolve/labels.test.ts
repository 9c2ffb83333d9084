import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { fence, service, slimeBoot } from '../given/objects.js';

const key = 'default/reviews';
const labelled = (name: string, labels: JsonObject, annotations: JsonObject = {}) =>
  service(name, {}, { labels, annotations });
const around = [
  labelled('default/a', { app: 'x', tier: 'y' }),
  labelled('shop/b', { app: 'x' }),
  labelled('shop/c', { tier: 'y' }),
  labelled('shop/hidden', { app: 'x' }, { 'networking.istio.io/exportTo': '.' })
];
const given = (...selectors: ReadonlyArray<JsonObject>) =>
  compiled([fence(key, { labelSelector: selectors.map(selector => ({ selector })) }), ...around]);
const of = (name: string): string => `*/${name}.svc.cluster.local`;

test('Services of any namespace are selected by their labels', () => {
  expect(given({ app: 'x' }).egress(key)).toEqual([of('a.default'), of('b.shop')]);
});

test('all labels of one entry must match, and any entry is enough', () => {
  expect(given({ app: 'x', tier: 'y' }).egress(key)).toEqual([of('a.default')]);
  expect(given({ app: 'x', tier: 'y' }, { tier: 'y' }).egress(key)).toEqual([of('a.default'), of('c.shop')]);
  expect(given({ app: 'z' }).egress(key)).toEqual([]);
});

test('each entry that selects a Service is a reason for it', () => {
  expect(
    given({ app: 'x', tier: 'y' }, { tier: 'y' }).reasons(key, 'a.default.svc.cluster.local')
  ).toMatchObject([
    { kind: 'label', selector: { app: 'x', tier: 'y' }, service: 'default/a' },
    { kind: 'label', selector: { tier: 'y' }, service: 'default/a' }
  ]);
});

test('an empty entry selects nothing, unlike in Kubernetes', () => {
  const { egress, messages } = given({}, { tier: 'y' });
  expect(egress(key)).toEqual([of('a.default'), of('c.shop')]);
  expect(messages('label-selector-empty')).toHaveLength(1);
});

test('a Service that is not exported to the fence is passed over in silence', () => {
  expect(given({ app: 'x' }).messages('host-invisible')).toEqual([]);
});

test('a Service that a rule denies is reported', () => {
  const denied = compiled([
    slimeBoot({ denyHosts: ['*.shop.svc.cluster.local'] }),
    fence(key, { labelSelector: [{ selector: { app: 'x' } }] }),
    ...around
  ]);
  expect(denied.egress(key)).toEqual([of('a.default')]);
  expect(denied.messages('host-denied')).toContain(
    '"b.shop.svc.cluster.local" is kept out by the deny rule "*.shop.svc.cluster.local".'
  );
});
