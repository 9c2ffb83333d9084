import type { JsonObject } from '@meshfence/core';
import type { Api } from '../api/Api.js';
import { groupPath } from '../api/Discovery.js';
import { inParallel } from '../api/inParallel.js';
import type { KubeObject } from '../api/KubeObject.js';

/** `name-1` to `name-COUNT`. */
export const numbered = (name: string, count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);

const plurals: Readonly<Record<string, string>> = {
  Namespace: 'namespaces',
  Service: 'services',
  ServiceFence: 'servicefences'
};

const collection = ({ apiVersion, kind, metadata: { namespace } }: KubeObject): string => {
  const plural = plurals[kind];
  if (plural === undefined) throw new Error(`${kind} is not made in bulk.`);
  return `${groupPath(apiVersion)}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${plural}`;
};

/** Makes objects that are not there yet, as fast as the API server takes them: a thousand in some two seconds. */
export const createAll = (api: Api, objects: ReadonlyArray<JsonObject>): Promise<ReadonlyArray<KubeObject>> =>
  inParallel(objects as ReadonlyArray<KubeObject>, 32, object =>
    api.json<KubeObject>(collection(object), { method: 'POST', body: object })
  );

/** Deletes objects, as fast as the API server takes it. */
export const deleteAll = async (api: Api, objects: ReadonlyArray<JsonObject>): Promise<void> => {
  await inParallel(objects as ReadonlyArray<KubeObject>, 32, object =>
    api.json(`${collection(object)}/${object.metadata.name}`, { method: 'DELETE' })
  );
};

export const namespaceObject = (name: string, labels: Readonly<Record<string, string>> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels }
});

/** A Service without pods, that selects `app: NAME`; headless, because cluster addresses are few. */
export const serviceObject = (
  namespace: string,
  name: string,
  labels: Readonly<Record<string, string>> = {}
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace, name, labels },
  spec: { clusterIP: 'None', selector: { app: name }, ports: [{ name: 'http', port: 80 }] }
});

/** A fence of the workload of the same name. */
export const fenceObject = (
  namespace: string,
  name: string,
  spec: JsonObject = { enable: true }
): KubeObject => ({
  apiVersion: 'microservice.slime.io/v1alpha1',
  kind: 'ServiceFence',
  metadata: { namespace, name },
  spec
});
