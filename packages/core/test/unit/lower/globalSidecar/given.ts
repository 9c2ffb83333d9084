import { decodeObjects } from '../../../../src/decode/decodeMesh.js';
import { buildIndex } from '../../../../src/indexing/Index.js';
import { callerTelemetry } from '../../../../src/lower/accessLog/callers.js';
import { globalSidecarWorkloads } from '../../../../src/lower/globalSidecar/globalSidecarWorkloads.js';
import type { Config } from '../../../../src/model/Config.js';
import type { Json, JsonObject } from '../../../../src/model/Json.js';
import { object, service, slimeBoot } from '../../given/objects.js';

/** Any value, to be walked into by names; a name that is not there ends in undefined. */
export const at = (value: Json | undefined, ...path: ReadonlyArray<string | number>): Json | undefined =>
  path.reduce<Json | undefined>(
    (each, name) =>
      typeof each === 'object' && each !== null ? (each as JsonObject)[String(name)] : undefined,
    value
  );

export const kubernetes = service('default/kubernetes', { clusterIP: '10.96.0.1', ports: [{ port: 443 }] });

export interface Settings {
  readonly general?: JsonObject;
  readonly component?: JsonObject;
  readonly module?: JsonObject;
  readonly spec?: JsonObject;
  readonly ports?: ReadonlyArray<number>;
  readonly others?: ReadonlyArray<Json>;
}

/** What global-sidecars become. */
export interface Built {
  readonly config: Config;
  readonly codes: ReadonlyArray<string>;
  readonly keys: ReadonlyArray<string>;
  /** An object by `Kind/namespace/name`. */
  readonly find: (key: string) => JsonObject | undefined;
  readonly pod: JsonObject | undefined;
  readonly container: JsonObject | undefined;
  readonly envoy: string;
}

const keyOf = (each: { readonly kind: string; readonly namespace: string; readonly name: string }): string =>
  `${each.kind}/${each.namespace}/${each.name}`;

/** The workloads that a SlimeBoot with these settings asks for, in the cluster mode unless it says otherwise. */
export const built = ({
  general = {},
  component = {},
  module = {},
  spec = {},
  ports = [80],
  others = [kubernetes]
}: Settings): Built => {
  const boot = slimeBoot(general, module, {
    component: { globalSidecar: { enable: true, ...component } },
    ...spec
  });
  const mesh = decodeObjects([boot, ...others]);
  const { value, diagnostics } = globalSidecarWorkloads(buildIndex(mesh.value).value, ports);
  const resources = [...value, ...callerTelemetry(mesh.value.config)];
  const find = (key: string) => resources.find(each => keyOf(each) === key)?.object;
  const [first = ''] = resources.map(keyOf).filter(key => key.startsWith('Deployment/'));
  const pod = at(find(first), 'spec', 'template') as JsonObject | undefined;
  return {
    config: mesh.value.config,
    codes: [...mesh.diagnostics, ...diagnostics].map(({ code }) => code).toSorted(),
    keys: resources.map(keyOf).toSorted(),
    find,
    pod,
    container: at(pod, 'spec', 'containers', 0) as JsonObject | undefined,
    envoy: (at(find(first.replace('Deployment', 'ConfigMap')), 'data', 'envoy.yaml') ?? '') as string
  };
};

/** The endpoints of a Service. */
export const endpoints = (
  key: string,
  serviceName: string,
  ...addresses: ReadonlyArray<string>
): JsonObject =>
  object(
    'discovery.k8s.io/v1',
    'EndpointSlice',
    key,
    { addressType: 'IPv4', endpoints: [{ addresses }] },
    { labels: { 'kubernetes.io/service-name': serviceName } }
  );
