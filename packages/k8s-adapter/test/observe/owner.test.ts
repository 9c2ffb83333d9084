import type { JsonObject } from '@meshfence/core';
import { expect, test } from 'vitest';
import { ownerOf } from '../../src/observe/Owner.js';
import type { ManagedFields } from '../../src/watch/KubeObject.js';
import { sidecar } from './objects.js';

const label = { 'app.kubernetes.io/managed-by': 'meshfence' };
const labelling: JsonObject = { 'f:metadata': { 'f:labels': { 'f:app.kubernetes.io/managed-by': {} } } };
const owners = [
  { apiVersion: 'microservice.slime.io/v1alpha1', kind: 'ServiceFence', name: 'web', uid: 'u' }
];

const ours: ManagedFields = { manager: 'meshfence', operation: 'Apply', fieldsV1: labelling };
const edited: ManagedFields = {
  manager: 'kubectl-edit',
  operation: 'Update',
  fieldsV1: { 'f:spec': { 'f:egress': {} } }
};
const applied: ManagedFields = { manager: 'kubectl', operation: 'Apply', fieldsV1: labelling };

test.each([
  ['what we alone have labelled is ours', { labels: label, managedFields: [ours] }, 'meshfence'],
  ['so it is when others have changed it', { labels: label, managedFields: [edited, ours] }, 'meshfence'],
  [
    'a manifest of somebody else with our label is theirs',
    { labels: label, managedFields: [applied] },
    'labelled'
  ],
  ['so it is when we have applied it, too', { labels: label, managedFields: [applied, ours] }, 'labelled'],
  ['and where nobody knows who wrote it', { labels: label }, 'labelled'],
  ['without the label, what belongs to a fence is by Slime', { ownerReferences: owners }, 'slime'],
  [
    'or ours, where only the label is missing',
    { ownerReferences: owners, managedFields: [ours] },
    'meshfence'
  ],
  ['everything else is none of our business', { managedFields: [edited] }, 'other']
])('%s', (_, meta, owner) => {
  expect(ownerOf(sidecar('web', 1, meta))).toBe(owner);
});
