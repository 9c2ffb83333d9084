import { decodeObjects, meshConfigFragment } from '@meshfence/core';
import type { JsonObject } from '@meshfence/core';
import type { KubeObject } from '../../harness/api/KubeObject.js';
import { fenceObject } from '../../harness/controller/bulk.js';
import type { Controller } from '../../harness/controller/startController.js';
import { Mesh } from '../../harness/Mesh.js';
import { nodeAddress } from '../../harness/network/Node.js';
import type { Pod } from '../../harness/pod/Pod.js';
import { must } from '../../harness/process/run.js';
import { waitFor } from '../../harness/process/waitFor.js';
import { nameController } from '../als/nameController.js';
import { receiverService, startReceiver } from '../als/Receiver.js';
import type { Receiver } from '../als/Receiver.js';
import { newSite } from '../prom/Site.js';
import type { Site as Metrics } from '../prom/Site.js';
import { slimeBoot } from '../support/inputs.js';
import { Site } from './Site.js';

/** A mesh whose Envoys report to two receivers, which a Prometheus reads, which a controller asks. */
export interface ScaledSite {
  readonly site: Site;
  readonly metrics: Metrics;
  readonly receivers: readonly [Receiver, Receiver];
  readonly controller: Controller;
  /** A fenced workload, whose fence has another name: `front`. */
  readonly web: Pod;
  readonly stop: () => Promise<void>;
}

const general: JsonObject = { wormholePort: ['9080'], accessLogger: 'both' };

const bootOf = (prometheus: string): KubeObject => {
  const plain = slimeBoot({ general }) as unknown as KubeObject & {
    readonly spec: { readonly module: ReadonlyArray<JsonObject>; readonly component: JsonObject };
  };
  const metric = { prometheus: { address: prometheus, interval: '1s' } };
  const module = plain.spec.module.map(each => ({ ...each, metric }));
  const component = { ...plain.spec.component, accessLogReceiver: { enable: true } };
  return { ...plain, spec: { ...plain.spec, module, component } };
};

/** Istio takes what has one address for one receiver. */
const endpoints = [
  { port: 8083, address: nodeAddress },
  { port: 8084, address: '10.99.0.2' }
] as const;

const service = 'lazyload-als';

const serviceOf = (name: string, app: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'shop', name },
  spec: { selector: { app }, ports: [{ name: 'http', port: 9080, targetPort: 9080 }] }
});

const startReceivers = async (mesh: Mesh): Promise<readonly [Receiver, Receiver]> => {
  await must(['ip', 'address', 'replace', `${endpoints[1].address}/32`, 'dev', 'lo']);
  const { kubeconfig } = mesh.control.apiServer;
  const args = ['--kubeconfig', kubeconfig, '--global-sidecar', 'mesh-operator', '--linger', '25s'];
  const [first, second] = endpoints.map(({ port }) =>
    startReceiver(mesh, args, { name: `als-${port}`, port })
  );
  return Promise.all([first, second] as readonly [Promise<Receiver>, Promise<Receiver>]);
};

const globalSidecar = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace: 'mesh-operator', name: 'global-sidecar' }
};

/** `callees` are Services; one pod answers for all of them. `inScope` is known to the fence from the start. */
export const startScaledSite = async (
  callees: ReadonlyArray<string>,
  inScope: string
): Promise<ScaledSite> => {
  const metrics = await newSite();
  const boot = bootOf(metrics.prometheus.url);
  const mesh = await Mesh.start({ meshConfig: meshConfigFragment(decodeObjects([boot]).value.config) });
  const site = await Site.on(mesh, boot);
  await site.apply([
    serviceOf('front', 'web'),
    ...callees.map(name => serviceOf(name, 'callee')),
    ...receiverService(service, ...endpoints),
    fenceObject('shop', 'front', {
      enable: true,
      workloadSelector: { fromService: true },
      host: { [inScope]: { stable: {} } }
    })
  ]);
  const unname = await nameController(mesh, service);
  const web = await mesh.pod({ namespace: 'shop', name: 'web' });
  await mesh.pod({ namespace: 'shop', name: 'callee', app: { http: [9080] }, proxy: false });
  const receivers = await startReceivers(mesh);
  await metrics.scrape(...receivers);
  const controller = await site.controller();
  await mesh.rollOut(await waitFor('the global-sidecar', () => mesh.get(globalSidecar)));
  await mesh.settled();
  return {
    site,
    metrics,
    receivers,
    controller,
    web,
    stop: async () => {
      await Promise.all(receivers.map(each => each.stop()));
      await site.stop();
      await metrics.stop();
      await unname();
    }
  };
};
