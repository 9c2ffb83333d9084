import { emptyMesh, nowhere } from '@meshfence/core';
import type { Mesh, Meta, Service, ServiceEntry } from '@meshfence/core';
import { selects } from '@meshfence/test-kit';
import { expect, test } from 'vitest';

const meta = (namespace: string, name: string): Meta => ({
  namespace,
  name,
  labels: {},
  annotations: {},
  uid: undefined,
  ownerReferences: [],
  origin: nowhere
});

const service = (namespace: string, name: string, exportTo?: ReadonlyArray<string>): Service => ({
  meta: meta(namespace, name),
  type: 'ClusterIP',
  selector: {},
  ports: [],
  addresses: [],
  headless: false,
  externalName: undefined,
  exportTo
});

const entry = (namespace: string, host: string, exportTo?: ReadonlyArray<string>): ServiceEntry => ({
  meta: meta(namespace, host),
  hosts: [host],
  addresses: [],
  endpoints: [],
  ports: [],
  location: undefined,
  resolution: undefined,
  exportTo
});

const mesh: Mesh = {
  ...emptyMesh,
  services: [service('default', 'a'), service('shop', 'b'), service('shop', 'private', ['.'])],
  serviceEntries: [
    entry('default', '*.example.com'),
    entry('shop', 'a.example.com'),
    entry('shop', 'hidden.io', ['~'])
  ]
};

const hosts = (namespace: string, ...egress: ReadonlyArray<string>): ReadonlyArray<string> =>
  selects(mesh, namespace, egress).map(each => `${each.namespace}/${each.host}`);

test('an exact host selects the Service of that name, from any namespace or the one named', () => {
  expect(hosts('default', '*/b.shop.svc.cluster.local')).toEqual(['shop/b.shop.svc.cluster.local']);
  expect(hosts('default', 'shop/b.shop.svc.cluster.local')).toEqual(['shop/b.shop.svc.cluster.local']);
  expect(hosts('default', 'default/b.shop.svc.cluster.local')).toEqual([]);
});

test('names are compared letter by letter', () => {
  expect(hosts('default', '*/B.shop.svc.cluster.local', '*/b.shop.svc.cluster.local.')).toEqual([]);
});

test('an exact host does not select a wildcard ServiceEntry that covers it', () => {
  expect(hosts('default', '*/x.example.com')).toEqual([]);
  expect(hosts('default', '*/a.example.com')).toEqual(['shop/a.example.com']);
});

test('a wildcard selects itself, narrower ones and the names beneath it, but not the name above', () => {
  expect(hosts('default', '*/*.example.com')).toEqual(['default/*.example.com', 'shop/a.example.com']);
  expect(hosts('default', '*/*.com')).toEqual(['default/*.example.com', 'shop/a.example.com']);
  expect(hosts('default', '*/*.a.example.com')).toEqual([]);
});

test('a dot is the own namespace', () => {
  expect(hosts('default', './*')).toEqual(['default/a.default.svc.cluster.local', 'default/*.example.com']);
});

test('what is not exported to a namespace is not selected there', () => {
  expect(hosts('default', 'shop/*')).toEqual(['shop/b.shop.svc.cluster.local', 'shop/a.example.com']);
  expect(hosts('shop', './*')).toEqual([
    'shop/b.shop.svc.cluster.local',
    'shop/private.shop.svc.cluster.local',
    'shop/a.example.com'
  ]);
});

test('an object is exported to the namespaces that it names', () => {
  const named: Mesh = { ...emptyMesh, services: [service('shop', 'b', ['default', 'bank'])] };
  expect(selects(named, 'default', ['*/*'])).toHaveLength(1);
  expect(selects(named, 'shop', ['*/*'])).toHaveLength(0);
});

test('a lone tilde selects nothing', () => {
  expect(hosts('default', '~/*')).toEqual([]);
});
