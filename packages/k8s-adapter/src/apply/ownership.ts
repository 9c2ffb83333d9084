import type { JsonObject, Labels } from '@meshfence/core';
import { fieldManager } from '../observe/Owner.js';
import type { Target } from './Action.js';

const leaves = (labels: Labels.Labels): JsonObject =>
  Object.fromEntries(Object.keys(labels).map(key => [`f:${key}`, {}]));

/**
 * The entry of `managedFields` that says we have applied all of a Sidecar that Slime writes; `labels` are its selector.
 *
 * It is never empty: where nobody owns anything, Kubernetes makes an owner for all that is there. And it has each label of the
 * selector: one that is nobody's would stay when another takes its place, and then no workload has both.
 */
export const ownership = ({ apiVersion }: Target, labels: Labels.Labels): JsonObject => ({
  manager: fieldManager,
  operation: 'Apply',
  apiVersion,
  fieldsType: 'FieldsV1',
  fieldsV1: {
    'f:spec': { 'f:egress': {}, 'f:workloadSelector': { 'f:labels': leaves(labels) } }
  }
});
