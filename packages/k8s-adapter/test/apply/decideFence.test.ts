import { compile, decodeObjects } from '@meshfence/core';
import type { JsonObject } from '@meshfence/core';
import { expect, test } from 'vitest';
import type { Action } from '../../src/apply/Action.js';
import { addedLabels } from '../../src/apply/addedLabels.js';
import { decideFence } from '../../src/apply/decideFence.js';
import type { FenceView } from '../../src/apply/FenceView.js';
import { desiredOf } from '../../src/compile/Desired.js';
import { fullForm } from '../../src/discovery/statusForm.js';
import { toLiveFence, toLiveSidecar } from '../../src/observe/Live.js';
import type { KubeObject, LiveMeta } from '../../src/watch/KubeObject.js';
import { fence } from '../observe/objects.js';

const owner = {
  apiVersion: 'microservice.slime.io/v1alpha1',
  kind: 'ServiceFence',
  name: 'web',
  uid: 'uid-web',
  controller: true,
  blockOwnerDeletion: true
};
const label = { 'app.kubernetes.io/managed-by': 'meshfence' };

/** The Sidecar of `shop/web` as it is live; as it shall be, where no hosts are said. */
const sidecar = (meta: Partial<LiveMeta>, hosts = ['istio-system/*', 'mesh-operator/*']): KubeObject => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'Sidecar',
  metadata: { namespace: 'shop', name: 'web', uid: 'uid-sidecar', resourceVersion: '7', ...meta },
  spec: { egress: [{ hosts }], workloadSelector: { labels: { app: 'web' } } }
});

const view = (live: KubeObject | undefined, spec: JsonObject = { enable: true }): FenceView => {
  const object = fence('web', 3, spec, { status: {} });
  const desired = desiredOf(compile(decodeObjects([object as JsonObject]).value).value);
  return {
    namespace: 'shop',
    name: 'web',
    fence: desired.fences.get('shop/web'),
    isObsolete: false,
    status: desired.statuses.get('shop/web')?.status,
    sidecar: desired.sidecars.get('shop/web'),
    liveFence: toLiveFence(object),
    liveSidecar: live === undefined ? undefined : toLiveSidecar(live),
    rivals: [],
    conditions: known => known,
    form: fullForm,
    fenceVersion: 'microservice.slime.io/v1alpha1',
    sidecarVersion: 'networking.istio.io/v1',
    isApplied: () => false
  };
};

const applied: Partial<LiveMeta> = {
  labels: label,
  managedFields: [{ manager: 'meshfence', operation: 'Apply' }]
};

/** What is done to Sidecars: which verb, with which owners, and what of Slime's is taken over. */
const done = (actions: ReadonlyArray<Action>) =>
  actions.map(action =>
    action.verb === 'apply'
      ? {
          verb: action.verb,
          owners: (action.object['metadata'] as JsonObject)['ownerReferences'],
          adopt: action.adopt
        }
      : { verb: action.verb }
  );

test('there is no Sidecar: it is made, and belongs to its fence', () => {
  expect(done(decideFence(view(undefined)))).toEqual([{ verb: 'apply', owners: [owner], adopt: undefined }]);
});

test('it is as it shall be: nothing is written', () => {
  expect(decideFence(view(sidecar({ ...applied, ownerReferences: [owner] })))).toEqual([]);
});

test('Slime made it: it is taken over even where it is as it shall be, with all that it selects', () => {
  expect(done(decideFence(view(sidecar({ ownerReferences: [owner] }))))).toEqual([
    { verb: 'apply', owners: [owner], adopt: { app: 'web' } }
  ]);
});

test('somebody else made it: it is neither changed nor deleted', () => {
  expect(decideFence(view(sidecar({}, ['./*'])))).toEqual([]);
  expect(decideFence(view(sidecar({}), { enable: false }))).toEqual([]);
});

test('somebody applied it as it was compiled: that will do, with an owner or without', () => {
  expect(decideFence(view(sidecar({ labels: label })))).toEqual([]);
  expect(decideFence(view(sidecar({ labels: label, ownerReferences: [owner] })))).toEqual([]);
});

test("somebody applied it otherwise: it is changed, but does not become the fence's", () => {
  expect(done(decideFence(view(sidecar({ labels: label }, ['./*']))))).toEqual([
    { verb: 'apply', owners: undefined, adopt: undefined }
  ]);
});

test("a fence without a Sidecar: ours goes, and so does one of Slime, but nobody else's", () => {
  const disabled = (live: KubeObject) => done(decideFence(view(live, { enable: false })));
  expect(disabled(sidecar(applied))).toEqual([{ verb: 'delete' }]);
  expect(disabled(sidecar({ ownerReferences: [owner] }))).toEqual([{ verb: 'delete' }]);
  expect(disabled(sidecar({ labels: label }))).toEqual([]);
});

/** A Sidecar of ours whose selector somebody has added a label to. */
const narrowed: KubeObject = {
  ...sidecar({ ...applied, ownerReferences: [owner] }),
  spec: {
    egress: [{ hosts: ['istio-system/*', 'mesh-operator/*'] }],
    workloadSelector: { labels: { app: 'web', version: 'v2' } }
  }
};

test('a label that others have added to the selector is theirs once ours has been applied, and not before', () => {
  const settled = { ...view(narrowed), isApplied: () => true };
  expect([addedLabels(settled), done(decideFence(settled))]).toEqual([{ version: 'v2' }, []]);
  expect(addedLabels(view(narrowed))).toEqual({});
});

test('of a Sidecar that is going, or as it shall be, nothing is said', () => {
  const metadata = { ...narrowed.metadata, deletionTimestamp: '2026-03-01T08:00:00Z' };
  expect(addedLabels({ ...view({ ...narrowed, metadata }), isApplied: () => true })).toEqual({});
  expect(addedLabels({ ...view(sidecar(applied)), isApplied: () => true })).toEqual({});
});
