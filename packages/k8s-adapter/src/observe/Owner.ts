import { managedBy } from '@meshfence/core';
import type { Json, JsonObject } from '@meshfence/core';
import { isObject } from '../json.js';
import type { KubeObject, ManagedFields } from '../watch/KubeObject.js';

/** The name under which fields are owned. */
export const fieldManager = 'meshfence';

/**
 * Whose an object is.
 *
 * `meshfence`: we have applied it, and nobody else has put our label there. `labelled`: somebody else applied a manifest that
 * carries our label, and keeps it. `slime`: Slime made it for a fence. `other`: none of our business.
 */
export type Owner = 'meshfence' | 'labelled' | 'slime' | 'other';

/** Whether these are the fields that we have applied. */
export const isApplied = ({ manager, operation }: ManagedFields): boolean =>
  manager === fieldManager && operation === 'Apply';

/** Whether a manager has written our label: the object is of its making then. */
const hasLabelled = ({ fieldsV1 }: ManagedFields): boolean => {
  const metadata = fieldsV1?.['f:metadata'];
  const labels = isObject(metadata) ? metadata['f:labels'] : undefined;
  return isObject(labels) && `f:${managedBy.key}` in labels;
};

const isMadeByUs = ({ metadata: { managedFields = [] } }: KubeObject): boolean =>
  managedFields.some(isApplied) && !managedFields.some(each => !isApplied(each) && hasLabelled(each));

const isSlimes = ({ apiVersion, kind }: JsonObject): boolean =>
  kind === 'ServiceFence' &&
  typeof apiVersion === 'string' &&
  apiVersion.startsWith('microservice.slime.io/');

export const ownerOf = (object: KubeObject): Owner => {
  const { labels = {}, managedFields = [], ownerReferences = [] } = object.metadata;
  if (labels[managedBy.key] === managedBy.value) return isMadeByUs(object) ? 'meshfence' : 'labelled';
  if (!ownerReferences.some(isSlimes)) return 'other';
  // Somebody took the label off, or a take-over has got no further.
  return managedFields.some(isApplied) ? 'meshfence' : 'slime';
};

const nobody: Readonly<Record<string, string>> = {};

const field = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) ? value[`f:${name}`] : undefined;

const selectorLabels = ({ fieldsV1 }: ManagedFields): ReadonlyArray<string> => {
  const labels = field(field(field(fieldsV1, 'spec'), 'workloadSelector'), 'labels');
  return Object.keys(isObject(labels) ? labels : {})
    .filter(step => step.startsWith('f:'))
    .map(step => step.slice(2));
};

/** Who else than we has written labels of a Sidecar's selector, by their names. */
export const selectedBy = ({
  metadata: { managedFields = [] }
}: KubeObject): Readonly<Record<string, string>> => {
  const found = managedFields
    .filter(each => !isApplied(each))
    .flatMap(each => selectorLabels(each).map(label => [label, each.manager ?? ''] as const));
  return found.length === 0 ? nobody : Object.fromEntries(found);
};
