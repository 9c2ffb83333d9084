import { compile } from './compiler.js';
import { sorted } from './diagnostic/Diagnostic.js';
import type { Diagnosed } from './Diagnosed.js';
import { buildIndex } from './indexing/Index.js';
import { whyInvalidNamespace } from './model/Host.js';
import type { Mesh } from './model/Mesh.js';
import type { Resource } from './model/Resource.js';
import { controllerResources } from './lower/controller/controllerResources.js';
import { definitions } from './lower/controller/definitions/definitions.js';
import { receiverResources } from './lower/receiver/receiverResources.js';
import { inOrderOfApplying } from './lower/inOrderOfApplying.js';

/** Meshfence's own namespace. It carries no label of ours: others may live there, so it is never ours to remove. */
const ownNamespace = ({ config }: Mesh): ReadonlyArray<Resource> => {
  const name = config.global.slimeNamespace;
  if (whyInvalidNamespace(name) !== undefined) return [];
  const [apiVersion, kind] = ['v1', 'Namespace'];
  return [
    {
      part: 'controller',
      apiVersion,
      kind,
      namespace: '',
      name,
      object: { apiVersion, kind, metadata: { name } }
    }
  ];
};

/**
 * All that a SlimeBoot becomes, in the order in which it can be applied: the definitions of the kinds that users write,
 * meshfence's namespace, its controller and its receivers of access logs, the global-sidecars, and the routes of fallback
 * traffic.
 *
 * Contrast with `compile`, which has neither controller nor receivers; what the two share is the same.
 */
export const install = (mesh: Mesh): Diagnosed<ReadonlyArray<Resource>> => {
  const plan = compile(mesh);
  const controller = controllerResources(buildIndex(mesh).value);
  return {
    value: inOrderOfApplying([
      ...definitions,
      ...ownNamespace(mesh),
      ...controller.value,
      ...receiverResources(mesh.config),
      ...plan.value.resources
    ]),
    diagnostics: sorted([...plan.diagnostics, ...controller.diagnostics])
  };
};
