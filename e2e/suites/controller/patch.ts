import type { JsonObject } from '@meshfence/core';
import type { KubeObject } from '../../harness/api/KubeObject.js';
import { pathOf } from '../../harness/api/objects.js';
import type { Mesh } from '../../harness/Mesh.js';

type Named = Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>;

/** Changes some fields of an object as `kubectl edit`, `patch` and `label` do; null takes a field away. */
export const patch = async (
  mesh: Mesh,
  object: Named,
  fields: JsonObject,
  manager = 'kubectl-edit'
): Promise<KubeObject> => {
  const path = await pathOf(mesh.control.objects, object);
  return mesh.api.json(`${path}?fieldManager=${manager}`, {
    method: 'PATCH',
    contentType: 'application/merge-patch+json',
    body: fields
  });
};

/** Sets labels of an object, or with null takes them away. */
export const label = (
  mesh: Mesh,
  object: Named,
  labels: Readonly<Record<string, string | null>>
): Promise<KubeObject> => patch(mesh, object, { metadata: { labels } }, 'kubectl-label');

/** Server-side apply by somebody, by force if that is said. */
export const applyAs = async (
  mesh: Mesh,
  manager: string,
  object: KubeObject,
  force = false
): Promise<KubeObject> => {
  const path = await pathOf(mesh.control.objects, object);
  return mesh.api.json(`${path}?fieldManager=${manager}&force=${String(force)}`, {
    method: 'PATCH',
    contentType: 'application/apply-patch+yaml',
    body: object
  });
};
