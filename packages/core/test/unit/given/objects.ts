import type { JsonObject } from '../../../src/model/Json.js';

/** Labels, annotations, uid and the like; the name comes from the key. */
type Metadata = JsonObject;

const named = (key: string): { readonly namespace: string; readonly name: string } => {
  const [namespace = '', name = ''] = key.split('/');
  return { namespace, name };
};

/** A Kubernetes object called `namespace/name`. */
export const object = (
  apiVersion: string,
  kind: string,
  key: string,
  parts: JsonObject = {},
  metadata: Metadata = {}
): JsonObject => ({ apiVersion, kind, metadata: { ...named(key), ...metadata }, ...parts });

/** A Service that selects by `app`, unless its spec says otherwise. */
export const service = (key: string, spec: JsonObject = {}, metadata: Metadata = {}): JsonObject =>
  object(
    'v1',
    'Service',
    key,
    { spec: { selector: { app: named(key).name }, ports: [{ port: 80 }], ...spec } },
    metadata
  );

/** A ServiceFence that is enabled, unless its spec says otherwise. */
export const fence = (
  key: string,
  spec: JsonObject = {},
  status: JsonObject = {},
  metadata: Metadata = {}
): JsonObject =>
  object(
    'microservice.slime.io/v1alpha1',
    'ServiceFence',
    key,
    { spec: { enable: true, ...spec }, status },
    metadata
  );

/** A fence that a controller made from labels. */
export const automaticFence = (key: string, spec: JsonObject = {}): JsonObject =>
  fence(key, spec, {}, { labels: { 'app.kubernetes.io/created-by': 'fence-controller' } });

/** A SlimeBoot of today's shape with one lazyload module. */
export const slimeBoot = (
  general: JsonObject = {},
  module: JsonObject = {},
  spec: JsonObject = {}
): JsonObject =>
  object('config.netease.com/v1alpha1', 'SlimeBoot', 'mesh-operator/lazyload', {
    spec: { module: [{ name: 'lazyload', kind: 'lazyload', enable: true, general, ...module }], ...spec }
  });

export const namespace = (name: string, labels: JsonObject = {}): JsonObject =>
  object('v1', 'Namespace', `/${name}`, {}, { labels });

export const virtualService = (key: string, spec: JsonObject): JsonObject =>
  object('networking.istio.io/v1', 'VirtualService', key, { spec });

export const serviceEntry = (key: string, spec: JsonObject): JsonObject =>
  object('networking.istio.io/v1', 'ServiceEntry', key, { spec });

export const sidecar = (key: string, spec: JsonObject, metadata: Metadata = {}): JsonObject =>
  object('networking.istio.io/v1', 'Sidecar', key, { spec }, metadata);

export const pod = (key: string, labels: JsonObject, parts: JsonObject = {}): JsonObject =>
  object('v1', 'Pod', key, { status: { phase: 'Running' }, ...parts }, { labels });

export const endpointSlice = (key: string, of: string, addresses: ReadonlyArray<string>): JsonObject =>
  object(
    'discovery.k8s.io/v1',
    'EndpointSlice',
    key,
    { endpoints: [{ addresses }] },
    { labels: { 'kubernetes.io/service-name': of } }
  );

/** An EdgeList of these edges. */
export const edges = (
  list: ReadonlyArray<JsonObject>,
  sources: ReadonlyArray<JsonObject> = [],
  hearings: ReadonlyArray<JsonObject> = []
): JsonObject => object('meshfence.io/v1alpha1', 'EdgeList', '/edges', { edges: list, sources, hearings });

/** A VirtualService whose one http route leads from hosts to destinations. */
export const route = (key: string, from: ReadonlyArray<string>, to: ReadonlyArray<string>): JsonObject =>
  virtualService(key, {
    hosts: from,
    http: [{ route: to.map(host => ({ destination: { host } })) }]
  });
