import { compile } from '../compiler.js';
import type { Diagnosed } from '../Diagnosed.js';
import { install } from '../install.js';
import { definitions } from '../lower/controller/definitions/definitions.js';
import { createdBy, isAutomatic } from '../model/Fence.js';
import type { Labels } from '../model/Labels.js';
import type { Mesh } from '../model/Mesh.js';
import type { Plan } from '../model/Plan.js';
import type { Resource } from '../model/Resource.js';
import type { Owned, RemovalOptions } from './Owned.js';
import { inOrderOfRemoval } from './removalOrder.js';

const planned = (
  apiVersion: string,
  kind: string,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  labels: Labels = {}
): Owned => ({ apiVersion, kind, namespace, name, labels, ownership: 'planned' });

const ofPlan = ({ fences, sidecars }: Plan): ReadonlyArray<Owned> => [
  ...sidecars.map(sidecar => planned('networking.istio.io/v1beta1', 'Sidecar', sidecar, sidecar.labels)),
  ...fences
    .filter(isAutomatic)
    .map(({ meta }) =>
      planned('microservice.slime.io/v1alpha1', 'ServiceFence', meta, { [createdBy.key]: createdBy.value })
    )
];

const labelsOf = ({ object }: Resource): Labels =>
  (object['metadata'] as { readonly labels?: Labels } | undefined)?.labels ?? {};

const kept = new Set(['Namespace', 'CustomResourceDefinition']);

const ofInstall = (resources: ReadonlyArray<Resource>, options: RemovalOptions): ReadonlyArray<Owned> =>
  [
    ...resources.filter(({ kind }) => !kept.has(kind)),
    ...(options.definitions === true ? definitions : [])
  ].map(resource => planned(resource.apiVersion, resource.kind, resource, labelsOf(resource)));

/**
 * What `install` and `compile` make from a mesh, in the order of removal.
 *
 * Where nobody has written a SlimeBoot, nobody has installed a controller from it.
 */
export const plannedObjects = (mesh: Mesh, options: RemovalOptions = {}): Diagnosed<ReadonlyArray<Owned>> => {
  const plan = compile(mesh).value;
  const { value, diagnostics } = install(mesh);
  const resources = mesh.config.meta === undefined ? plan.resources : value;
  return { value: inOrderOfRemoval([...ofPlan(plan), ...ofInstall(resources, options)]), diagnostics };
};
