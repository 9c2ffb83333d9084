import { expect, test } from 'vitest';
import { compiled } from '../given/compiled.js';
import { fence, service, serviceEntry, slimeBoot } from '../given/objects.js';

const key = 'default/reviews';
const around = [
  service('shop/cart', { clusterIP: '10.0.0.1' }),
  service('bar/db'),
  serviceEntry('shop/e', { hosts: ['pay.com', '*.wild.com'] }),
  serviceEntry('bar/f', { hosts: ['api.wild.com'] })
];
const cart = 'cart.shop.svc.cluster.local';
const given = (rules: ReadonlyArray<string>, ...entries: ReadonlyArray<string>) =>
  compiled([
    slimeBoot({ denyHosts: rules }),
    fence(key, { host: Object.fromEntries(entries.map(entry => [entry, {}])) }),
    ...around
  ]);

test.each([
  [cart],
  ['cart.shop'],
  ['cart.shop.svc'],
  ['CART.shop.svc.cluster.local.'],
  [`*/${cart}`],
  [`shop/${cart}`],
  ['10.0.0.1'],
  ['10.0.0.1:80'],
  ['*.shop.svc.cluster.local'],
  ['*.cluster.local'],
  ['shop/*'],
  ['*'],
  ['*/*']
])('the rule %s keeps a Service out', rule => {
  const { egress, messages } = given([rule], 'cart.shop');
  expect(egress(key)).toEqual([]);
  expect(messages('host-denied')).toEqual([`"${cart}" is kept out by the deny rule "${rule}".`]);
});

test.each([['cart.bar'], ['bar/*'], ['*.bar.svc.cluster.local'], ['shop.svc.cluster.local']])(
  'the rule %s does not',
  rule => {
    expect(given([rule], 'cart.shop').egress(key)).toEqual([`*/${cart}`]);
  }
);

test('a rule for a namespace keeps out what its ServiceEntries define', () => {
  expect(given(['shop/*'], 'pay.com', 'other.com').egress(key)).toEqual(['*/other.com']);
});

test.each([
  ['cart', 'it has no dot, so it names no host of its own'],
  ['10.255.0.1', 'the address belongs to nobody'],
  ['a_b.c', 'the label "a_b" is not made of letters, digits and inner hyphens'],
  ['~/*', 'an exclusion names nothing that could be denied'],
  ['./*', 'the part before the slash is no namespace'],
  ['shop/cart', 'it has no dot, and Istio takes full names only']
])('the rule %s names nothing, which is an error', (rule, why) => {
  const { egress, messages } = given([rule, 'other.com'], 'cart.shop', 'other.com');
  expect(egress(key)).toEqual([`*/${cart}`]);
  expect(messages('host-invalid')).toEqual([`"${rule}" cannot be a host of a Sidecar: ${why}.`]);
});

test.each([
  ['shop/*', ['pay.com'], 'pay.com'],
  ['shop/*', [cart], cart],
  ['*.wild.com', ['api.wild.com'], 'api.wild.com'],
  ['*.wild.com', ['gone.wild.com'], 'gone.wild.com'],
  ['*.com', ['*.wild.com'], '*.wild.com'],
  ['*/*', ['bar/*'], 'api.wild.com']
])('the entry %s brings in what the rules %j keep out, which is an error', (entry, rules, host) => {
  const { egress, messages } = given(rules, entry);
  expect(egress(key)).toEqual([entry.includes('/') ? entry : `*/${entry}`]);
  expect(messages('deny-bypassed')).toEqual([
    `"${entry}" brings in "${host}", which the deny rule "${String(rules[0])}" keeps out.`
  ]);
});

test('an entry that brings in nothing that is denied is no finding', () => {
  expect(given(['api.wild.com'], 'shop/*', '*.other.com').messages('deny-bypassed')).toEqual([]);
  expect(given([], 'shop/*', '*/*').messages('deny-bypassed')).toEqual([]);
});

test('what only the system brings in is no finding', () => {
  const boot = slimeBoot({ denyHosts: ['istiod.istio-system'] });
  expect(compiled([boot, fence(key), service('istio-system/istiod')]).messages('deny-bypassed')).toEqual([]);
});
