import { join } from 'node:path';
import type { KubeObject } from '../api/KubeObject.js';
import { applyAll, listAll, pathOf } from '../api/objects.js';
import type { Objects } from '../api/objects.js';
import { addPodNetwork } from '../network/PodNetwork.js';
import type { PodNetwork } from '../network/PodNetwork.js';
import type { Pod } from '../pod/Pod.js';
import type { Site } from '../pod/Site.js';
import { identityOf } from '../pod/startPod.js';
import { startProxy } from '../pod/startProxy.js';
import type { Proxy } from '../pod/startProxy.js';
import { bindPod, setPodStatus } from '../pod/status.js';
import { waitFor } from '../process/waitFor.js';
import { bootstrapOverride, isInjected, proxyMetadata } from './injection.js';
import type { PodTemplate } from './PodTemplate.js';
import { runContainer } from './runContainer.js';
import { makeVolumes } from './volumes.js';

interface DeploymentObject {
  readonly metadata: { readonly generation?: number };
  readonly spec: {
    readonly replicas?: number;
    readonly selector: { readonly matchLabels?: Readonly<Record<string, string>> };
  };
  readonly status?: { readonly observedGeneration?: number; readonly updatedReplicas?: number };
}

/** The pods of a Deployment that wait for a scheduler. */
const waitingPods = async (objects: Objects, deployment: KubeObject): Promise<ReadonlyArray<PodTemplate>> => {
  const { matchLabels = {} } = (deployment as unknown as DeploymentObject).spec.selector;
  const pods = await listAll(objects, 'v1', 'Pod', deployment.metadata.namespace ?? 'default');
  return (pods as unknown as ReadonlyArray<PodTemplate>).filter(
    ({ metadata, spec }) =>
      spec.nodeName === undefined &&
      Object.entries(matchLabels).every(([key, value]) => metadata.labels?.[key] === value)
  );
};

/** True when the Deployment's controller has nothing more to make. */
const isRolledOut = async (objects: Objects, deployment: KubeObject): Promise<boolean> => {
  const found = await objects.api.json(await pathOf(objects, deployment));
  const { metadata, spec, status = {} } = found as unknown as DeploymentObject;
  const { observedGeneration = 0, updatedReplicas = 0 } = status;
  return observedGeneration >= (metadata.generation ?? 1) && updatedReplicas >= (spec.replicas ?? 1);
};

const startBeside = async (site: Site, template: PodTemplate, network: PodNetwork): Promise<Proxy> => {
  const { metadata, spec } = template;
  const { env, metadata: more } = proxyMetadata(template);
  const override = await bootstrapOverride(site.objects, template);
  const identity = identityOf(site, metadata, network.ip, metadata.labels ?? {});
  return startProxy({
    identity: { ...identity, serviceAccount: spec.serviceAccountName ?? 'default', metadata: more },
    network,
    folder: site.logs,
    env,
    ...(override === undefined ? {} : { bootstrap: override })
  });
};

const runPod = async (site: Site, template: PodTemplate): Promise<Pod> => {
  const { metadata, spec } = template;
  const { namespace, name, labels = {} } = metadata;
  const key = { namespace, name };
  const injected = await isInjected(site.objects, template);
  const network = await addPodNetwork(`${site.id}.${namespace}.${name}`, injected);
  await bindPod(site.objects, key);
  await setPodStatus(site.objects, key, network.ip, false);
  const proxy = injected ? await startBeside(site, template, network) : undefined;
  const volumes = await makeVolumes(site.objects, template, join(site.logs, '..', 'volumes', network.netns));
  const running = await Promise.all(
    spec.containers.map(each => runContainer(template, each, volumes, network, site.logs))
  );
  await setPodStatus(site.objects, key, network.ip, true);
  const processes = [...running, ...(proxy === undefined ? [] : [proxy.process])];
  return { namespace, name, labels, network, ip: network.ip, proxy, processes };
};

/** Runs the pods that the controller of a Deployment makes. Gives those that are new. */
export const rollOut = async (site: Site, deployment: KubeObject): Promise<ReadonlyArray<Pod>> => {
  const pods: Array<Pod> = [];
  await waitFor(`the pods of ${deployment.metadata.name}`, async () => {
    const done = await isRolledOut(site.objects, deployment);
    const waiting = await waitingPods(site.objects, deployment);
    pods.push(...(await Promise.all(waiting.map(template => runPod(site, template)))));
    return done ? true : undefined;
  });
  return pods;
};

/** Applies a Deployment, and runs its pods. */
export const deploy = async (site: Site, deployment: KubeObject): Promise<ReadonlyArray<Pod>> => {
  await applyAll(site.objects, [deployment]);
  return rollOut(site, deployment);
};
