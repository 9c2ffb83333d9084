import type { JsonObject } from '../../../model/Json.js';
import type { Resource } from '../../../model/Resource.js';
import { resource } from '../../resource.js';
import type { Controller } from '../Controller.js';
import { grants } from './grants.js';
import { toObject } from './Rule.js';
import type { Grant } from './Rule.js';

const group = 'rbac.authorization.k8s.io';

/** One name for all of them, that no other controller of any namespace has. */
const nameOf = ({ name, namespace }: Controller): string => `${name}.${namespace}`;

const made = (controller: Controller, kind: string, namespace: string, fields: JsonObject): Resource =>
  resource(controller.config, {
    part: 'controller',
    apiVersion: `${group}/v1`,
    kind,
    namespace,
    name: nameOf(controller),
    labels: controller.labels,
    fields
  });

const binding = (controller: Controller, kind: string): JsonObject => ({
  roleRef: { apiGroup: group, kind, name: nameOf(controller) },
  subjects: [{ kind: 'ServiceAccount', name: controller.serviceAccount, namespace: controller.namespace }]
});

const granted = (controller: Controller, { namespace = '', rules }: Grant): ReadonlyArray<Resource> => {
  const kind = namespace === '' ? 'ClusterRole' : 'Role';
  return [
    made(controller, kind, namespace, { rules: rules.map(toObject) }),
    made(controller, `${kind}Binding`, namespace, binding(controller, kind))
  ];
};

/** The roles of the controller, and their bindings to its ServiceAccount. */
export const roles = (controller: Controller): ReadonlyArray<Resource> =>
  grants(controller).flatMap(grant => granted(controller, grant));
