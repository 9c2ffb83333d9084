import type { Json, JsonObject } from '@meshfence/core';
import type { KubeObject } from '../../harness/api/KubeObject.js';
import type { Mesh } from '../../harness/Mesh.js';
import { waitFor } from '../../harness/process/waitFor.js';

const group = {
  ServiceFence: 'microservice.slime.io/v1alpha1',
  SlimeBoot: 'config.netease.com/v1alpha1'
} as const;

const collection = (kind: string): string =>
  kind === 'SlimeBoot'
    ? `/apis/${group.SlimeBoot}/namespaces/shop/slimeboots`
    : `/apis/${group.ServiceFence}/namespaces/shop/servicefences`;

const object = (kind: keyof typeof group, name: string, spec: Json): KubeObject => ({
  apiVersion: group[kind],
  kind,
  metadata: { name, namespace: 'shop' },
  spec
});

/** A fence with a spec of any shape, good or bad. */
export const fence = (name: string, spec: Json): KubeObject => object('ServiceFence', name, spec);

/** A SlimeBoot with settings of any shape, and further fields of its spec. */
export const boot = (name: string, general: Json, spec: JsonObject = {}): KubeObject =>
  object('SlimeBoot', name, { module: [{ name: 'lazyload', kind: 'lazyload', general }], ...spec });

/** What the API server says to a new object, which is not kept: nothing where it would take it. */
export const refusal = async (mesh: Mesh, each: KubeObject): Promise<string> => {
  const { status, text } = await mesh.api.ask(`${collection(each.kind)}?dryRun=All&fieldValidation=Strict`, {
    method: 'POST',
    body: each
  });
  return status < 400 ? '' : `${status} ${(JSON.parse(text) as { readonly message: string }).message}`;
};

/** Writes a status as a whole, through its own door; gives the object, or throws the server's refusal. */
export const writeStatus = (mesh: Mesh, { kind, metadata }: KubeObject, status: Json): Promise<KubeObject> =>
  mesh.api.json(`${collection(kind)}/${metadata.name}/status`, {
    method: 'PATCH',
    contentType: 'application/json-patch+json',
    body: [{ op: 'add', path: '/status', value: status }]
  });

/** An object as it is kept. */
export const kept = (mesh: Mesh, { kind, metadata }: KubeObject): Promise<KubeObject> =>
  mesh.api.json(`${collection(kind)}/${metadata.name}`);

/** What `kubectl get` prints: a line for each object, a cell for each column. */
export const table = async (
  mesh: Mesh,
  kind: string
): Promise<ReadonlyArray<Readonly<Record<string, Json>>>> => {
  const { columnDefinitions, rows } = await mesh.api.json<{
    readonly columnDefinitions: ReadonlyArray<{ readonly name: string }>;
    readonly rows: ReadonlyArray<{ readonly cells: ReadonlyArray<Json> }>;
  }>(collection(kind), { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' });
  return rows.map(({ cells }) =>
    Object.fromEntries(columnDefinitions.map(({ name }, index) => [name, cells[index] ?? null]))
  );
};

/** Waits until new definitions decide: an API server goes on serving the old ones for a moment. */
export const decided = async (mesh: Mesh): Promise<void> => {
  const probe = fence('probe', { host: { a: { deadline: { expire: 'soon' } } } });
  const settings = boot('probe', { wormholePort: ['no port'] });
  await waitFor('the definitions to decide', async () => {
    const said = [await refusal(mesh, probe), await refusal(mesh, settings)];
    if (said.every(each => each.includes('should match'))) return true;
    throw new Error(`The API server says ${JSON.stringify(said)}.`);
  });
};
