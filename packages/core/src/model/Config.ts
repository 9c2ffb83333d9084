import { defaultDeployment } from './Deployment.js';
import type { Deployment, Image } from './Deployment.js';
import type { Duration } from './Instant.js';
import type { Json, JsonObject } from './Json.js';
import type { Labels } from './Labels.js';
import type { LabelSelector } from './LabelSelector.js';
import type { Meta } from './Meta.js';
import type { Prometheus } from './Prometheus.js';

/** Where the global-sidecar runs: one for the mesh, one in each fenced namespace, or none. */
export type GlobalSidecarMode = 'cluster' | 'namespace' | 'no';

/** Where edges come from. */
export type MetricSource = 'accesslog' | 'prometheus';

/** The form of egress hosts: `*` + `/host` as the tutorial has it, or `namespace/host` for Istio's exact path. */
export type EgressForm = 'wildcard' | 'exact';

/** A rule that derives further hosts from a host: RE2 pattern, Go templates. */
export interface DomainAlias {
  readonly pattern: string;
  readonly templates: ReadonlyArray<string>;
}

/** A rule for traffic outside the scope. */
export interface Dispatch {
  readonly name: string;
  readonly domains: ReadonlyArray<string>;
  readonly domainRegex: string | undefined;
  readonly cluster: string;
}

/** Who logs the calls that are learned from: the global-sidecar what it receives, the callers what they send, or both. */
export type AccessLogger = 'global-sidecar' | 'callers' | 'both';

/** Addresses and CIDRs that a global-sidecar may forward to; without `allow`, all that `deny` and its own rules leave. */
export interface Destinations {
  readonly allow: ReadonlyArray<string>;
  readonly deny: ReadonlyArray<string>;
}

/** When learned hosts leave a scope. Without it they never do. */
export interface Expiry {
  readonly after: Duration;
  /** The largest share of a fence's learned hosts that one step may remove, 0 to 1. */
  readonly shrinkBudget: number;
}

/** The lazyload module's own settings (`general`, or `fence` in the older form). */
export interface General {
  readonly wormholePorts: ReadonlyArray<number>;
  readonly autoPort: boolean;
  readonly cleanupWormholePort: boolean;
  readonly autoFence: boolean;
  readonly defaultFence: boolean;
  readonly namespaces: ReadonlyArray<string>;
  readonly dispatches: ReadonlyArray<Dispatch>;
  readonly domainAliases: ReadonlyArray<DomainAlias>;
  readonly clusterGsNamespace: string | undefined;
  readonly fenceLabelKeyAlias: ReadonlyArray<{ readonly key: string; readonly alias: string }>;
  readonly enableShortDomain: boolean;
  readonly passthroughByDefault: boolean;
  readonly disableIpv4Passthrough: boolean;
  readonly supportH2: boolean;
  readonly addEnvHeaderViaLua: boolean;
  readonly render: string | undefined;
  readonly managementSelectors: ReadonlyArray<LabelSelector>;
  readonly blackNamespaceList: ReadonlyArray<string>;
  readonly whiteNamespaceList: ReadonlyArray<string>;
  readonly proxyVersion: string | undefined;
  readonly stableHosts: ReadonlyArray<string>;
  readonly egressHosts: EgressForm;
  readonly expiry: Expiry | undefined;
  readonly denyHosts: ReadonlyArray<string>;
  readonly destinations: Destinations;
  readonly accessLogger: AccessLogger;
  readonly clusterDomain: string;
}

/** Settings that the module shares with others of its kind. */
export interface Global {
  readonly service: string;
  readonly istioNamespace: string;
  readonly slimeNamespace: string;
  readonly istioRev: string | undefined;
  readonly strictRev: boolean;
  readonly misc: Labels;
  readonly log: JsonObject;
  readonly clientGoTokenBucket: JsonObject;
}

/** How the global-sidecar gets Istio's proxy: by labels of its pods, or by those of its namespace. */
export interface SidecarInject {
  readonly enable: boolean;
  readonly mode: 'pod' | 'namespace';
  /** Labels of the pods in the mode `pod`; none where the default shall hold. */
  readonly labels: Labels;
  readonly annotations: Labels;
}

/** Which requests the global-sidecar writes to its own log: those refused or failed, all, or none. */
export type RequestLog = 'failed' | 'all' | 'none';

/** The global-sidecar as the SlimeBoot describes it; Kubernetes' own parts are kept as they are. */
export interface GlobalSidecarComponent {
  readonly enable: boolean;
  readonly port: number;
  readonly probePort: number;
  readonly replicas: number;
  readonly image: Image;
  readonly sidecarInject: SidecarInject;
  readonly requestLog: RequestLog;
  readonly settings: JsonObject;
}

/** Receivers of access logs beside the controller, which finds in a Prometheus what they have heard. */
export interface AccessLogReceiver {
  readonly replicas: number;
  /** The port of their Service. */
  readonly port: number;
  readonly resources: JsonObject;
}

/**
 * A SlimeBoot with its lazyload module, all defaults filled in and every older shape brought to one.
 *
 * `values` is the SlimeBoot's spec as it was written, which dispatch templates read. `meta` is undefined where there
 * was no SlimeBoot, `accessLogReceiver` where there are no receivers beside the controller.
 */
export interface Config {
  readonly meta: Meta | undefined;
  readonly module: string;
  readonly enable: boolean;
  readonly mode: GlobalSidecarMode;
  readonly metricSource: MetricSource;
  readonly general: General;
  readonly global: Global;
  readonly prometheus: Prometheus | undefined;
  readonly globalSidecar: GlobalSidecarComponent | undefined;
  readonly accessLogReceiver: AccessLogReceiver | undefined;
  readonly deployment: Deployment;
  readonly values: Json;
}

export const defaultGeneral: General = {
  wormholePorts: [],
  autoPort: false,
  cleanupWormholePort: false,
  autoFence: false,
  defaultFence: false,
  namespaces: [],
  dispatches: [],
  domainAliases: [],
  clusterGsNamespace: undefined,
  fenceLabelKeyAlias: [],
  enableShortDomain: false,
  passthroughByDefault: false,
  disableIpv4Passthrough: false,
  supportH2: false,
  addEnvHeaderViaLua: false,
  render: undefined,
  managementSelectors: [],
  blackNamespaceList: [],
  whiteNamespaceList: [],
  proxyVersion: undefined,
  stableHosts: [],
  egressHosts: 'wildcard',
  expiry: undefined,
  denyHosts: [],
  destinations: { allow: [], deny: [] },
  accessLogger: 'global-sidecar',
  clusterDomain: 'cluster.local'
};

export const defaultGlobal: Global = {
  service: 'app',
  istioNamespace: 'istio-system',
  slimeNamespace: 'mesh-operator',
  istioRev: undefined,
  strictRev: false,
  misc: {},
  log: {},
  clientGoTokenBucket: {}
};

/** What holds where nobody has said anything. */
export const defaultConfig: Config = {
  meta: undefined,
  module: 'lazyload',
  enable: true,
  mode: 'cluster',
  metricSource: 'accesslog',
  general: defaultGeneral,
  global: defaultGlobal,
  prometheus: undefined,
  globalSidecar: undefined,
  accessLogReceiver: undefined,
  deployment: defaultDeployment,
  values: {}
};
