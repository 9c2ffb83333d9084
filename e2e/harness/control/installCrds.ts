import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { KubeObject } from '../api/KubeObject.js';
import { applyAll, listAll } from '../api/objects.js';
import type { Objects } from '../api/objects.js';
import { cache } from '../process/Cache.js';
import { waitFor } from '../process/waitFor.js';

interface Established {
  readonly status?: {
    readonly conditions?: ReadonlyArray<{ readonly type: string; readonly status: string }>;
  };
}

const isEstablished = (definition: KubeObject): boolean =>
  (definition as Established).status?.conditions?.some(
    ({ type, status }) => type === 'Established' && status === 'True'
  ) === true;

/** Applies definitions of resources, and waits until they are served. */
export const applyCrds = async (objects: Objects, crds: ReadonlyArray<KubeObject>): Promise<void> => {
  if (crds.length === 0) return;
  const applied = new Set((await applyAll(objects, crds)).map(({ metadata }) => metadata.name));
  await waitFor('the CRDs to be established', async () => {
    const all = await listAll(objects, 'apiextensions.k8s.io/v1', 'CustomResourceDefinition');
    const ready = all.filter(each => applied.has(each.metadata.name) && isEstablished(each));
    return ready.length === applied.size ? true : undefined;
  });
};

/** Istio's own definitions, of the version that is pinned. */
export const istioCrds = async (): Promise<ReadonlyArray<KubeObject>> =>
  (
    loadAll(await readFile(join(cache, 'istio-crds.yaml'), 'utf8')) as ReadonlyArray<KubeObject | null>
  ).filter(each => each !== null);
