import type { JsonObject } from '@meshfence/core';
import type { KubeObject } from '../../harness/api/KubeObject.js';
import { groupPath } from '../../harness/api/Discovery.js';
import { fenceObject } from '../../harness/controller/bulk.js';
import type { Mesh } from '../../harness/Mesh.js';
import { fenceVersion } from './Site.js';

const plurals: Readonly<Record<string, string>> = {
  ConfigMap: 'configmaps',
  Deployment: 'deployments',
  EnvoyFilter: 'envoyfilters',
  Service: 'services',
  ServiceFence: 'servicefences',
  Sidecar: 'sidecars'
};

/** What Slime's process is called as a manager of fields. */
export const slimesManager = 'manager';

/** Makes an object as Slime does: by a plain request, and none of server-side apply. */
export const createAsSlime = (mesh: Mesh, object: KubeObject): Promise<KubeObject> => {
  const { apiVersion, kind, metadata } = object;
  const path = `${groupPath(apiVersion)}/namespaces/${metadata.namespace ?? ''}/${plurals[kind] ?? ''}`;
  return mesh.api.json(`${path}?fieldManager=${slimesManager}`, { method: 'POST', body: object });
};

/** A fence with the status that Slime gave it: what it has learned. */
export const fenceOfSlime = async (
  mesh: Mesh,
  fence: KubeObject,
  learned: ReadonlyArray<string>
): Promise<KubeObject> => {
  const { metadata } = await createAsSlime(mesh, fence);
  const status = {
    domains: Object.fromEntries(learned.map(host => [host, { hosts: [host] }])),
    metricStatus: Object.fromEntries(learned.map(host => [`{destination_service="${host}"}`, '1'])),
    visitor: { somebody: true }
  };
  const path = `/apis/${fenceVersion}/namespaces/${metadata.namespace ?? ''}/servicefences/${metadata.name}`;
  return mesh.api.json(`${path}/status?fieldManager=${slimesManager}`, {
    method: 'PATCH',
    contentType: 'application/merge-patch+json',
    body: { status }
  });
};

/** A fence that Slime made for a Service by its label. */
export const automaticFence = (namespace: string, name: string): KubeObject => ({
  ...fenceObject(namespace, name),
  metadata: { namespace, name, labels: { 'app.kubernetes.io/created-by': 'fence-controller' } }
});

/** The Sidecar that Slime made of a fence. */
export const sidecarOfSlime = (fence: KubeObject, hosts: ReadonlyArray<string>): KubeObject => {
  const { name, namespace, uid } = fence.metadata as KubeObject['metadata'] & { readonly uid: string };
  const owner = {
    apiVersion: fenceVersion,
    kind: 'ServiceFence',
    name,
    uid,
    controller: true,
    blockOwnerDeletion: true
  };
  return {
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'Sidecar',
    metadata: { namespace, name, ownerReferences: [owner] },
    spec: {
      egress: [{ hosts: [...hosts.map(host => `*/${host}`), 'istio-system/*', 'mesh-operator/*'] }],
      workloadSelector: { labels: { app: name } }
    }
  } as unknown as KubeObject;
};

/** An EnvoyFilter by the name that Slime gives it; what it says does not matter here. */
export const filterOfSlime = (namespace: string, name: string): KubeObject => ({
  apiVersion: 'networking.istio.io/v1alpha3',
  kind: 'EnvoyFilter',
  metadata: { namespace, name },
  spec: {
    workloadSelector: { labels: { nobody: 'has-this' } },
    configPatches: [
      {
        applyTo: 'VIRTUAL_HOST',
        match: { context: 'SIDECAR_OUTBOUND' },
        patch: { operation: 'MERGE', value: { name: 'anything' } }
      }
    ]
  }
});

const place = { namespace: 'mesh-operator', name: 'global-sidecar' };
const app: JsonObject = { app: 'global-sidecar' };

/** The global-sidecar as Slime's operator deploys it. */
export const globalSidecarOfSlime: ReadonlyArray<KubeObject> = [
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: place, data: { 'cfg.yaml': 'anything: true' } },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: place,
    spec: { selector: app, ports: [{ name: 'http-9080', port: 9080, targetPort: 20000 }] }
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: place,
    spec: {
      replicas: 1,
      selector: { matchLabels: app },
      template: {
        metadata: { labels: app },
        spec: { containers: [{ name: 'global-sidecar', image: 'slimeio/slime-global-sidecar:v0.9.0' }] }
      }
    }
  }
];
