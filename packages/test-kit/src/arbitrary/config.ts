import fc from 'fast-check';
import { defaultConfig, defaultDeployment, emptyMesh, encodeMesh, nowhere } from '@meshfence/core';
import type {
  AccessLogReceiver,
  Config,
  GlobalSidecarComponent,
  Json,
  JsonObject,
  Labels,
  Meta
} from '@meshfence/core';
import { deployment } from './deployment.js';
import { general, global } from './general.js';
import { prometheus } from './prometheus.js';
import { optional, record, seldom } from './record.js';
import type { Flavour } from './universe.js';

/** Names of SlimeBoots: the controller is named like it, unless a Service cannot be, or something else is already. */
const names = seldom(
  fc.constant('lazyload'),
  fc.constantFrom('mesh-one', 'global-sidecar', 'meshfence-ports', 'lazyload.v2'),
  3
);

const slimeBoot = (name: string): Meta => ({
  namespace: 'mesh-operator',
  name,
  labels: {},
  annotations: {},
  uid: undefined,
  ownerReferences: [],
  origin: nowhere
});

const present = (fields: Readonly<Record<string, string | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  );

const image = record<GlobalSidecarComponent['image']>({
  pullPolicy: fc.constantFrom(undefined, 'Always', 'IfNotPresent'),
  repository: fc.constantFrom(
    undefined,
    'docker.io/slimeio/slime-global-sidecar',
    'docker.io/envoyproxy/envoy'
  ),
  tag: fc.constantFrom(undefined, 'v1.40.0')
});

const sidecarInject = record<GlobalSidecarComponent['sidecarInject']>({
  enable: seldom(fc.constant(true), fc.constant(false), 4),
  mode: fc.constantFrom('pod', 'namespace'),
  labels: fc.constantFrom<Labels.Labels>({}, { 'istio.io/rev': 'canary' }),
  annotations: fc.constantFrom<Labels.Labels>({}, { 'sidecar.istio.io/proxyCPU': '1' })
});

const component = record<Omit<GlobalSidecarComponent, 'settings'>>({
  enable: fc.boolean(),
  port: fc.constantFrom(80, 8080),
  probePort: fc.constant(20_000),
  replicas: fc.constantFrom(1, 3),
  requestLog: fc.constantFrom('failed', 'all', 'none'),
  image,
  sidecarInject
}).map((filled): GlobalSidecarComponent => ({
  ...filled,
  settings: {
    ...filled,
    image: present({ ...filled.image }),
    sidecarInject: { ...filled.sidecarInject },
    resources: {}
  }
}));

const accessLogReceiver = record<AccessLogReceiver>({
  replicas: fc.constantFrom(1, 2),
  port: fc.constantFrom(8082, 9000),
  resources: fc.constantFrom<JsonObject>({}, { limits: { memory: '2Gi' } })
});

/** Nobody would hear them without a Prometheus. */
const heard = (config: Config): Config =>
  config.prometheus === undefined ? { ...config, accessLogReceiver: undefined } : config;

const values = fc.constantFrom<Json>(
  {},
  {},
  { foo: 'bar' },
  { foo: 'outbound|80||details.default.svc.cluster.local' },
  null
);

const changed = (flavour: Flavour): fc.Arbitrary<Config> =>
  record<Config>({
    meta: names.map(slimeBoot),
    module: fc.constant('lazyload'),
    enable: seldom(fc.constant(true), fc.constant(false), 10),
    mode: fc.constantFrom('cluster', 'namespace', 'no'),
    metricSource: fc.constantFrom('accesslog', 'prometheus'),
    general: general(flavour),
    global: global(flavour),
    prometheus: optional(prometheus, 4),
    globalSidecar: optional(component),
    accessLogReceiver: optional(accessLogReceiver),
    deployment: seldom(fc.constant(defaultDeployment), deployment, 2),
    values: flavour === 'plain' ? fc.constant({}) : values
  }).map(heard);

/** Says in `values` what the fields say, as a SlimeBoot that was read does. */
const written = (config: Config): Config => {
  const [object] = encodeMesh({ ...emptyMesh, config: { ...config, values: {} } });
  return { ...config, values: object?.['spec'] ?? {} };
};

/** A configuration: the defaults, or a SlimeBoot with some settings of every sort. */
export const config = (flavour: Flavour): fc.Arbitrary<Config> =>
  seldom(
    flavour === 'plain' ? changed(flavour).map(written) : changed(flavour),
    fc.constant(defaultConfig),
    4
  );
