import type { JsonObject } from '@meshfence/core';
import type { KubeObject } from '../../harness/api/KubeObject.js';

const object = (properties: JsonObject): JsonObject => ({ type: 'object', properties });
const map = (values: JsonObject): JsonObject => ({ type: 'object', additionalProperties: values });
const list = (items: JsonObject): JsonObject => ({ type: 'array', items });
const [text, flag, integer] = [{ type: 'string' }, { type: 'boolean' }, { type: 'integer' }] as const;
const free: JsonObject = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const time = object({ seconds: { ...integer, format: 'int64' }, nanos: { ...integer, format: 'int32' } });

const definition = (group: string, kind: string, shortName: string, properties: JsonObject): KubeObject => {
  const singular = kind.toLowerCase();
  const plural = `${singular}s`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: { kind, listKind: `${kind}List`, plural, singular, shortNames: [shortName] },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1alpha1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: object(properties) },
          subresources: { status: {} }
        }
      ]
    }
  };
};

const fenceSpec = object({
  enable: flag,
  host: map(
    object({
      stable: { type: 'object' },
      deadline: object({ expire: time }),
      auto: object({ duration: time }),
      RecentlyCalled: time
    })
  ),
  namespaceSelector: list(text),
  labelSelector: list(object({ selector: map(text) })),
  workloadSelector: object({ labels: map(text), fromService: flag })
});

/** The state of a host is a number here, though Slime itself writes its name. What is not listed is dropped. */
const fenceStatus = object({
  domains: map(object({ hosts: list(text), status: { ...integer, format: 'int32' }, RecentlyCalled: time })),
  metricStatus: map(text),
  visitor: map(flag)
});

const log = object({
  logLevel: text,
  klogLevel: integer,
  logRotate: flag,
  enableQuote: flag,
  logRotateConfig: object({
    filePath: text,
    maxSizeMB: integer,
    maxBackups: integer,
    maxAgeDay: integer,
    compress: flag
  })
});

const shared = object({
  service: text,
  multicluster: text,
  istioNamespace: text,
  slimeNamespace: text,
  log,
  misc: map(text),
  istioRev: text,
  strictRev: flag,
  selfResourceRev: text,
  configSources: list(object({ address: text })),
  masterUrl: text,
  configRev: text,
  clientGoTokenBucket: object({ qps: integer, burst: integer })
});

const olderSettings = object({
  wormholePort: list(text),
  autoFence: flag,
  namespace: list(text),
  dispatches: list(free),
  domainAliases: list(free),
  defaultFence: flag,
  autoPort: flag
});

const handler = object({ query: text, type: { ...text, enum: ['Value', 'Group'] } });

const module = object({
  name: text,
  kind: text,
  enable: flag,
  mode: text,
  general: free,
  fence: olderSettings,
  limiter: free,
  plugin: free,
  global: shared,
  metric: object({
    prometheus: object({ address: text, handlers: map(handler) }),
    k8s: object({ handlers: list(text) })
  }),
  bundle: object({ modules: list(object({ name: text, kind: text })) })
});

const bootSpec = object({
  replicaCount: integer,
  args: list(text),
  image: free,
  serviceAccount: free,
  podAnnotations: free,
  podSecurityContext: free,
  resources: free,
  autoscaling: free,
  nodeSelector: free,
  affinity: free,
  namespace: text,
  istioNamespace: text,
  service: free,
  auxiliaryPort: integer,
  logSourcePort: integer,
  containers: free,
  volumes: free,
  module: list(module),
  component: free
});

/** The definitions that a user of Slime has in the cluster: what is theirs by name, and by every field's type. */
export const slimeDefinitions: ReadonlyArray<KubeObject> = [
  definition('microservice.slime.io', 'ServiceFence', 'svf', { spec: fenceSpec, status: fenceStatus }),
  definition('config.netease.com', 'SlimeBoot', 'slb', { spec: bootSpec, status: free })
];
