import fc from 'fast-check';
import type { Json, JsonObject, Resource } from '@meshfence/core';
import { expect, test } from 'vitest';
import { decideResource, isWithin, removeResource } from '../../src/apply/decideResource.js';
import type { LiveResource } from '../../src/observe/Live.js';
import type { Owner } from '../../src/observe/Owner.js';

const object = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace: 'mesh-operator', name: 'global-sidecar' },
  spec: { replicas: 2, template: { containers: [{ name: 'app', cpu: '0.5' }] } }
};

const desired: Resource = {
  part: 'global-sidecar',
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'mesh-operator',
  name: 'global-sidecar',
  object
};

const live = (
  more: { owner?: Owner; object?: JsonObject; applied?: JsonObject; deleting?: boolean } = {}
): LiveResource => ({
  uid: 'u',
  resourceVersion: '7',
  deleting: false,
  owner: 'meshfence',
  object,
  applied: {},
  available: 1,
  ...more
});

const decide = (found: LiveResource | undefined, isApplied = false) =>
  decideResource({ desired, apiVersion: 'apps/v1', live: found, isApplied: () => isApplied });

const target = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'mesh-operator',
  name: 'global-sidecar'
};

test('what is missing is made', () => {
  expect(decide(undefined)).toEqual([{ verb: 'apply', target, object, live: undefined, adopt: undefined }]);
});

test('what is as it shall be is left alone, however the server writes it', () => {
  const shown = {
    ...object,
    metadata: { ...object.metadata, uid: 'u', annotations: {} },
    spec: {
      replicas: 2,
      strategy: {},
      template: { containers: [{ name: 'app', cpu: '500m', image: 'added' }] }
    }
  };
  expect(decide(live({ object: shown }))).toEqual([]);
});

test('what differs is written over the version that it was decided on', () => {
  const found = live({ object: { ...object, spec: { replicas: 1 } } });
  expect(decide(found)).toEqual([{ verb: 'apply', target, object, live: found, adopt: undefined }]);
});

test('what we have applied once, and is wanted no more, is taken away', () => {
  const found = live({ applied: { 'f:spec': { 'f:paused': {} } } });
  expect(decide(found)).toEqual([{ verb: 'apply', target, object, live: found, adopt: undefined }]);
});

test('what the server shows differently for ever is not written for ever', () => {
  expect(decide(live({ object: {} }), true)).toEqual([]);
});

test("another's object is never touched, and what is being deleted has to go first", () => {
  expect(decide(live({ owner: 'other', object: {} }))).toEqual([]);
  expect(decide(live({ deleting: true, object: {} }))).toEqual([]);
});

test('what is needed no more is deleted once, in the version that is known', () => {
  const found = live();
  expect(removeResource(found)).toEqual([{ verb: 'delete', target, live: found }]);
  expect(removeResource(live({ deleting: true }))).toEqual([]);
});

test.each<[string, Json, Json | undefined, boolean]>([
  ['a list as long, with more in its items', [{ a: 1 }], [{ a: 1, b: 2 }], true],
  ['a longer list', [1], [1, 2], false],
  ['a list for a map', [1], { 0: 1 }, false],
  ['quantities', { cpu: '0.5', memory: '1Gi' }, { cpu: '500m', memory: '1024Mi' }, true],
  ['another quantity', '1Gi', '1G', false],
  ['a number as text', 80, '80', true],
  ['words that look alike', 'http', 'http2', false],
  ['an empty map that is not there', {}, undefined, true],
  ['a map that is not there', { a: 1 }, undefined, false],
  ['nothing for something', null, 'x', false]
])('%s', (_, wanted, found, expected) => {
  expect(isWithin(wanted, found)).toBe(expected);
});

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;

test('everything is within itself, and within itself with more fields', () => {
  fc.assert(
    fc.property(json, value => {
      expect(isWithin(value, value)).toBe(true);
      expect(isWithin({ value }, { value, more: 1 })).toBe(true);
      expect(isWithin({ value, more: 1 }, { value })).toBe(false);
    })
  );
});
