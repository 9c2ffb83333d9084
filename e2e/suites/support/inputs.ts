import type { Json, JsonObject } from '@meshfence/core';

/** `shop/reviews`. */
type Key = string;

const metadata = (key: Key): { readonly namespace: string; readonly name: string } => {
  const [namespace = '', name = ''] = key.split('/');
  return { namespace, name };
};

/** A port by what it is called, which says what it speaks; it leads to the same port of the pods. */
export type Ports = Readonly<Record<string, number>>;

/** A Service for the pods whose label `app` is its name. */
export const service = (key: Key, ports: Ports): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata(key),
  spec: {
    selector: { app: metadata(key).name },
    ports: Object.entries(ports).map(([name, port]) => ({ name, port, targetPort: port }))
  }
});

/** A fence for the pods of the Service of the same name, with these hosts in its scope. */
export const fence = (key: Key, hosts: ReadonlyArray<string> = []): JsonObject => ({
  apiVersion: 'microservice.slime.io/v1alpha1',
  kind: 'ServiceFence',
  metadata: metadata(key),
  spec: { enable: true, host: Object.fromEntries(hosts.map(host => [host, { stable: {} }])) }
});

/** What a SlimeBoot says, as far as suites differ. */
export interface Boot {
  readonly general: JsonObject;
  /** `cluster`, if nothing is said. */
  readonly mode?: 'cluster' | 'namespace' | 'no';
  /** `accesslog`, if nothing is said. */
  readonly metrics?: 'accesslog' | 'prometheus';
  readonly globalSidecar?: JsonObject;
  /** Beside `module` and `component`: values for templates. */
  readonly values?: JsonObject;
}

const limits = { requests: { cpu: '200m', memory: '200Mi' }, limits: { cpu: '1', memory: '400Mi' } };

const component = (boot: Boot): JsonObject => ({
  globalSidecar: {
    enable: true,
    type: boot.mode ?? 'cluster',
    resources: limits,
    ...boot.globalSidecar
  }
});

/** A SlimeBoot with the lazyload module. */
export const slimeBoot = (boot: Boot): Json => {
  const { general, metrics = 'accesslog', mode = 'cluster', values = {} } = boot;
  const misc = { globalSidecarMode: mode, metricSourceType: metrics };
  return {
    apiVersion: 'config.netease.com/v1alpha1',
    kind: 'SlimeBoot',
    metadata: { name: 'lazyload', namespace: 'mesh-operator' },
    spec: {
      ...values,
      module: [{ name: 'lazyload', kind: 'lazyload', enable: true, general, global: { misc } }],
      ...(mode === 'no' ? {} : { component: component(boot) })
    }
  };
};
