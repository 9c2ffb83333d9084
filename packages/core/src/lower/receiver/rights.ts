import type { JsonObject } from '../../model/Json.js';
import type { Resource } from '../../model/Resource.js';
import { rule, toObject, watch } from '../controller/rbac/Rule.js';
import { owned } from './Receiver.js';
import type { Receiver } from './Receiver.js';

const group = 'rbac.authorization.k8s.io';

/** An account of its own, without rights but for those below. */
export const receiverAccount = (receiver: Receiver): Resource =>
  owned(receiver, { apiVersion: 'v1', kind: 'ServiceAccount', fields: {} });

/** Callers may be in any namespace, so pods are watched in all of them: a role of the cluster and its binding. */
export const receiverRights = (receiver: Receiver): ReadonlyArray<Resource> => {
  if (receiver.globalSidecars.length === 0) return [];
  const name = `${receiver.name}.${receiver.namespace}`;
  const made = (kind: string, fields: JsonObject): Resource =>
    owned(receiver, { apiVersion: `${group}/v1`, kind, namespace: '', name, fields });
  return [
    made('ClusterRole', { rules: [toObject(rule('', ['pods'], watch))] }),
    made('ClusterRoleBinding', {
      roleRef: { apiGroup: group, kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name: receiver.name, namespace: receiver.namespace }]
    })
  ];
};
