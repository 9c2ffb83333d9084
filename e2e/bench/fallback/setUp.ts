import { printJson } from '@meshfence/core';
import type { JsonObject } from '@meshfence/core';
import type { KubeObject } from '../../harness/api/KubeObject.js';
import { fence, service } from '../../suites/support/inputs.js';
import { Shop } from '../../suites/support/Shop.js';
import { answering, least } from './envoys.js';

/** Namespaces with a global-sidecar each: one with the compiled configuration, one with the least that works. */
export const [ours, plain] = ['ours', 'plain'];

const configMap = (namespace: string, name: string, envoy: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace, name },
  data: { 'envoy.yaml': JSON.stringify(envoy) }
});

/** The server: an Envoy, since everything else would be what is measured. */
const server: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace: 'far', name: 'server' },
  spec: {
    selector: { matchLabels: { app: 'server' } },
    template: {
      metadata: { labels: { app: 'server', 'sidecar.istio.io/inject': 'false' } },
      spec: {
        containers: [
          {
            name: 'server',
            image: 'envoy',
            command: ['envoy'],
            args: ['-c', '/etc/envoy/envoy.yaml', '--concurrency', '1', '--disable-hot-restart'],
            volumeMounts: [{ name: 'config', mountPath: '/etc/envoy' }]
          }
        ],
        volumes: [{ name: 'config', configMap: { name: 'server' } }]
      }
    }
  }
};

const named = (name: string): JsonObject => {
  const { spec, ...rest } = service(`far/${name}`, { http: 9080 });
  return { ...rest, spec: { ...(spec as JsonObject), selector: { app: 'server' } } };
};

const isOurConfig = ({ kind, metadata }: KubeObject): boolean =>
  kind === 'ConfigMap' && metadata.namespace === plain && metadata.name === 'global-sidecar';

/** A mesh in which `near` is in scope and `distant` is not; both are the same server. */
export const setUp = async (): Promise<Shop> => {
  const shop = await Shop.open({
    objects: [
      ...[ours, plain].map(namespace => service(`${namespace}/sleep`, { http: 9080 })),
      ...['near', 'distant'].map(named),
      configMap('far', 'server', answering)
    ],
    fences: [ours, plain].map(namespace => fence(`${namespace}/sleep`, ['near.far.svc.cluster.local'])),
    pods: [ours, plain].map(namespace => ({ namespace, name: 'sleep' })),
    meshConfig: { accessLogFile: '' }
  });
  await shop.mesh.deploy(server);
  const { objects } = await shop.compile({
    mode: 'namespace',
    metrics: 'prometheus',
    general: { wormholePort: ['9080'], namespace: [ours, plain] }
  });
  if (!objects.some(isOurConfig)) throw new Error(`There is nothing to replace in:\n${printJson(objects)}`);
  const replaced = configMap(plain, 'global-sidecar', least) as KubeObject;
  await shop.apply(objects.map(each => (isOurConfig(each) ? replaced : each)));
  return shop;
};
