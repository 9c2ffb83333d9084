import { expect, test } from 'vitest';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import { buildIndex } from '../../../src/indexing/Index.js';
import type { Json } from '../../../src/model/Json.js';
import { keyOf } from '../../../src/model/Meta.js';
import { namespace, pod, service, serviceEntry } from '../given/objects.js';

const built = (...objects: ReadonlyArray<Json>) => buildIndex(decodeObjects(objects).value).value;

test('Services are found by all of the labels asked for, in any namespace', () => {
  const index = built(
    service('a/one', {}, { labels: { app: 'x', tier: 'y' } }),
    service('b/two', {}, { labels: { app: 'x' } }),
    service('b/three', {}, { labels: { tier: 'y' } })
  );
  const found = (labels: Readonly<Record<string, string>>) =>
    index
      .servicesLabelled(labels)
      .map(({ meta }) => keyOf(meta))
      .toSorted();
  expect(found({ app: 'x' })).toEqual(['a/one', 'b/two']);
  expect(found({ app: 'x', tier: 'y' })).toEqual(['a/one']);
  expect(found({ app: 'z' })).toEqual([]);
  expect(found({ app: 'x', other: 'z' })).toEqual([]);
});

test('objects are found by namespace and by name', () => {
  const index = built(service('a/one'), service('b/two'), pod('a/p', {}), namespace('a'));
  expect(index.servicesOf('a').map(({ meta }) => meta.name)).toEqual(['one']);
  expect(index.podsOf('a').map(({ meta }) => meta.name)).toEqual(['p']);
  expect([index.servicesOf('c'), index.podsOf('b')]).toEqual([[], []]);
  expect([index.services.has('b/two'), index.services.has('a/two')]).toEqual([true, false]);
  expect([...index.namespaces.keys()]).toEqual(['a']);
});

test('the registry has a host for each Service, and for each host of a ServiceEntry', () => {
  const index = built(
    service(
      'a/one',
      { ports: [{ port: 80 }, { port: 443 }] },
      { annotations: { 'networking.istio.io/exportTo': '.' } }
    ),
    serviceEntry('a/e', { hosts: ['X.Y', 'x.y', '*.z'], ports: [{ number: 443 }], exportTo: ['b'] })
  );
  expect(index.definitionsOf('a')).toEqual([
    {
      host: 'one.a.svc.cluster.local',
      namespace: 'a',
      kind: 'Service',
      key: 'a/one',
      exportTo: ['.'],
      ports: [80, 443],
      externalName: undefined
    },
    {
      host: 'x.y',
      namespace: 'a',
      kind: 'ServiceEntry',
      key: 'a/e',
      exportTo: ['b'],
      ports: [443],
      externalName: undefined
    },
    {
      host: '*.z',
      namespace: 'a',
      kind: 'ServiceEntry',
      key: 'a/e',
      exportTo: ['b'],
      ports: [443],
      externalName: undefined
    }
  ]);
  expect(index.definitionsOf('b')).toEqual([]);
});

test('what no Sidecar could import is not in the registry', () => {
  const index = built(
    serviceEntry('a/e', { hosts: ['*', 'short', 'a_b.c', '10.0.0.1'] }),
    service('a/under_score')
  );
  expect(index.definitionsOf('a')).toEqual([]);
});
