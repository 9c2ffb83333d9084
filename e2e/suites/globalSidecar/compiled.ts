import { compile, decodeObjects } from '@meshfence/core';
import type { JsonObject } from '@meshfence/core';

/** Where the API server is said to be. */
export const apiServers = ['10.98.0.99', 'fd00:98::99'];

const kubernetes: JsonObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'default', name: 'kubernetes' },
  spec: { clusterIP: '10.98.0.99', clusterIPs: apiServers, ports: [{ port: 443 }] }
};

const slimeBoot = (component: JsonObject, general: JsonObject): JsonObject => ({
  apiVersion: 'config.netease.com/v1alpha1',
  kind: 'SlimeBoot',
  metadata: { namespace: 'mesh-operator', name: 'lazyload' },
  spec: {
    module: [{ name: 'lazyload', kind: 'lazyload', enable: true, general }],
    component: { globalSidecar: { enable: true, ...component } }
  }
});

/** What a global-sidecar's container is started with. */
export interface Compiled {
  readonly config: string;
  readonly args: ReadonlyArray<string>;
}

/** What a SlimeBoot with these settings compiles to, as far as its Envoy reads it. */
export const compiled = (component: JsonObject = {}, destinations: JsonObject = {}): Compiled => {
  const { value: mesh } = decodeObjects([
    slimeBoot(component, { wormholePort: ['80'], destinations }),
    kubernetes
  ]);
  const { resources } = compile(mesh).value;
  const find = (kind: string): JsonObject =>
    resources.find(each => each.kind === kind && each.name === 'global-sidecar')?.object ?? {};
  const { data } = find('ConfigMap') as { readonly data?: { readonly 'envoy.yaml': string } };
  const deployment = find('Deployment') as unknown as {
    readonly spec: {
      readonly template: {
        readonly spec: { readonly containers: ReadonlyArray<{ readonly args: ReadonlyArray<string> }> };
      };
    };
  };
  return {
    config: data?.['envoy.yaml'] ?? '',
    args: deployment.spec.template.spec.containers[0]?.args ?? []
  };
};
