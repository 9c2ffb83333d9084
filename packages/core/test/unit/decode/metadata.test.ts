import { expect, test } from 'vitest';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import type { JsonObject } from '../../../src/model/Json.js';
import type { Meta } from '../../../src/model/Meta.js';
import { found, read, serviceText } from '../given/decoded.js';

const metaOf = (metadata: JsonObject, kind = 'Service'): Meta | undefined => {
  const { value } = decodeObjects([{ apiVersion: 'v1', kind, metadata }]);
  return (value.services[0] ?? value.namespaces[0])?.meta;
};

test('an object without a namespace is in the default one', () => {
  expect(metaOf({ name: 'a' })?.namespace).toBe('default');
  expect(metaOf({ name: 'a', namespace: '' })?.namespace).toBe('default');
  expect(metaOf({ name: 'a', namespace: 'shop' })?.namespace).toBe('shop');
});

test('a Namespace is in none', () => {
  expect(metaOf({ name: 'a', namespace: 'shop' }, 'Namespace')?.namespace).toBe('');
});

test('labels, annotations and the uid are kept; an empty uid is none', () => {
  const meta = metaOf({ name: 'a', labels: { app: 'a' }, annotations: { x: 'y' }, uid: 'u' });
  expect([{ ...meta?.labels }, { ...meta?.annotations }, meta?.uid]).toEqual([{ app: 'a' }, { x: 'y' }, 'u']);
  expect(metaOf({ name: 'a', uid: '' })?.uid).toBeUndefined();
});

test('null is as good as nothing', () => {
  const meta = metaOf({
    name: 'a',
    namespace: null,
    labels: null,
    annotations: null,
    uid: null,
    ownerReferences: null
  });
  expect(meta).toMatchObject({ namespace: 'default', uid: undefined, ownerReferences: [] });
  expect([{ ...meta?.labels }, { ...meta?.annotations }]).toEqual([{}, {}]);
});

test('owners are kept without what only garbage collection needs', () => {
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'a-1', uid: 'u' };
  expect(metaOf({ name: 'a', ownerReferences: [{ ...owner, controller: true }] })?.ownerReferences).toEqual([
    owner
  ]);
});

test("kubectl's copy of the object is no annotation", () => {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}', x: 'y' };
  expect({ ...metaOf({ name: 'a', annotations })?.annotations }).toEqual({ x: 'y' });
});

test('an object remembers where it stood', () => {
  const text = `${serviceText('a')}---\n${serviceText('b')}`;
  expect(read(text).value.services.map(({ meta }) => meta.origin)).toEqual([
    { _tag: 'InText', file: '0.yaml', start: 0, end: serviceText('a').length, path: [] },
    { _tag: 'InText', file: '0.yaml', start: serviceText('a').length + 3, end: text.length, path: [] }
  ]);
  expect(metaOf({ name: 'a' })?.origin).toEqual({ _tag: 'Nowhere' });
});

test('metadata that is no mapping costs the object', () => {
  expect(found('apiVersion: v1\nkind: Service\nmetadata: a\n')).toEqual([
    'field-invalid: metadata must be a mapping, not the text "a". The object is left out.'
  ]);
});

test('each version of an Istio kind is read, and no other', () => {
  const versions = ['v1', 'v1beta1', 'v1alpha3', 'v2'].map(version => `networking.istio.io/${version}`);
  const objects = versions.flatMap(apiVersion =>
    ['VirtualService', 'ServiceEntry', 'Sidecar'].map(kind => ({
      apiVersion,
      kind,
      metadata: { name: apiVersion.replaceAll(/[^a-z0-9]/g, '-') },
      spec: {}
    }))
  );
  const { value, diagnostics } = decodeObjects(objects);
  expect([value.virtualServices.length, value.serviceEntries.length, value.sidecars.length]).toEqual([
    3, 3, 3
  ]);
  expect(diagnostics.filter(({ code }) => code === 'version-unknown')).toHaveLength(3);
});

test('EndpointSlices are read in both versions, Endpoints in theirs', () => {
  const of = (apiVersion: string, kind: string) => ({
    apiVersion,
    kind,
    metadata: { name: `${kind}${apiVersion}` }
  });
  const { value } = decodeObjects([
    of('discovery.k8s.io/v1', 'EndpointSlice'),
    of('discovery.k8s.io/v1beta1', 'EndpointSlice'),
    of('v1', 'Endpoints')
  ]);
  expect(value.endpointSlices).toHaveLength(3);
});
