import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { edges, fence, route, service, serviceEntry, slimeBoot } from '../given/objects.js';

const key = 'default/reviews';
const scope = (entry: string, ...objects: ReadonlyArray<Json>) =>
  compiled([fence(key, { host: { [entry]: {} } }), ...objects]);
const hosts = (entry: string, ...objects: ReadonlyArray<Json>) => scope(entry, ...objects).egress(key);
const wild = (spec: JsonObject = {}) => serviceEntry('shop/wild', { hosts: ['*.wild.com'], ...spec });

test('a host under a wildcard ServiceEntry brings the wildcard, which alone selects it', () => {
  const { egress, reasons } = scope('a.wild.com', wild());
  expect(egress(key)).toEqual(['*/*.wild.com', '*/a.wild.com']);
  expect(reasons(key, '*.wild.com')).toEqual([
    { kind: 'service-entry', from: 'a.wild.com', serviceEntry: 'shop/wild' }
  ]);
});

test('a learned host brings its wildcard too', () => {
  const { egress } = compiled([fence(key), wild(), edges([{ from: key, to: 'a.b.wild.com:443' }])]);
  expect(egress(key)).toEqual(['*/*.wild.com', '*/a.b.wild.com']);
});

test('every wildcard above a host is brought', () => {
  expect(hosts('a.b.com', serviceEntry('shop/e', { hosts: ['*.com', '*.b.com', 'c.b.com'] }))).toEqual([
    '*/*.b.com',
    '*/*.com',
    '*/a.b.com'
  ]);
});

test('a host that the registry has itself needs no wildcard', () => {
  expect(hosts('a.wild.com', wild(), serviceEntry('shop/a', { hosts: ['a.wild.com'] }))).toEqual([
    '*/a.wild.com'
  ]);
});

test('a narrower wildcard brings the one that is defined, and the name above a wildcard is not covered', () => {
  expect(hosts('*.b.wild.com', wild())).toEqual(['*/*.b.wild.com', '*/*.wild.com']);
  expect(hosts('*.com', wild())).toEqual(['*/*.com']);
  expect(hosts('wild.com', wild())).toEqual(['*/wild.com']);
});

test('a wildcard that is not exported to the fence is not brought', () => {
  expect(hosts('a.wild.com', wild({ exportTo: ['.'] }))).toEqual(['*/a.wild.com']);
  expect(hosts('a.wild.com', wild({ exportTo: ['default'] }))).toEqual(['*/*.wild.com', '*/a.wild.com']);
});

const external = service('default/pay', {
  type: 'ExternalName',
  externalName: 'Pay.Example.com.',
  selector: null
});

test('an ExternalName brings its target, which Istio resolves it by', () => {
  const { egress, reasons } = scope('pay', external);
  expect(egress(key)).toEqual(['*/pay.default.svc.cluster.local', '*/pay.example.com']);
  expect(reasons(key, 'pay.example.com')).toEqual([
    { kind: 'external-name', from: 'pay.default.svc.cluster.local', service: 'default/pay' }
  ]);
});

test('the target of an ExternalName brings what it brings', () => {
  expect(hosts('pay', external, serviceEntry('shop/e', { hosts: ['*.example.com'] }))).toEqual([
    '*/*.example.com',
    '*/pay.default.svc.cluster.local',
    '*/pay.example.com'
  ]);
});

const short = slimeBoot({ enableShortDomain: true });

test('with enableShortDomain a Service brings the short name that Istio takes', () => {
  const { egress, reasons, status } = scope('details', short, service('default/details'));
  expect(egress(key)).toEqual(['*/details.default', '*/details.default.svc.cluster.local']);
  expect(reasons(key, 'details.default')).toEqual([
    { kind: 'short-name', from: 'details.default.svc.cluster.local' }
  ]);
  expect(Object.keys(status(key)?.domains ?? {})).toEqual([
    'details.default',
    'details.default.svc.cluster.local'
  ]);
});

test('what is no Service has no short name', () => {
  expect(hosts('www.example.com', short)).toEqual(['*/www.example.com']);
  expect(hosts('x.details.default.svc.cluster.local', short)).toEqual([
    '*/x.details.default.svc.cluster.local'
  ]);
  expect(hosts('*.default.svc.cluster.local', short)).toEqual([
    '*/*.default',
    '*/*.default.svc.cluster.local'
  ]);
});

test('without enableShortDomain there is no short name', () => {
  expect(hosts('details', service('default/details'))).toEqual(['*/details.default.svc.cluster.local']);
});

test('destinations of VirtualServices have short names as well', () => {
  expect(hosts('a.b', short, route('shop/v', ['a.b'], ['cart']))).toEqual([
    '*/a.b',
    '*/cart.shop',
    '*/cart.shop.svc.cluster.local'
  ]);
});
