import type { JsonObject } from '@meshfence/core';
import { inParallel } from './api/inParallel.js';
import type { KubeObject } from './api/KubeObject.js';
import { removeAll } from './api/objects.js';
import { Cluster } from './Cluster.js';
import { deploy, rollOut } from './deploy/deploy.js';
import type { Pod } from './pod/Pod.js';
import type { Site } from './pod/Site.js';
import { startPod, stopPod } from './pod/startPod.js';
import type { PodOptions } from './pod/startPod.js';
import { run } from './process/run.js';
import type { Ended, RunOptions } from './process/run.js';

/** A cluster and its pods. */
export class Population extends Cluster {
  /** All pods that were started and not stopped. */
  readonly pods: Array<Pod> = [];

  /** A pod of one's own. */
  async pod(options: PodOptions): Promise<Pod> {
    const pod = await startPod(this.site, options);
    this.pods.push(pod);
    await this.sync();
    return pod;
  }

  /** Applies a Deployment, and runs the pods that its controller makes. Gives those that are new. */
  async deploy(deployment: JsonObject): Promise<ReadonlyArray<Pod>> {
    return this.took(await deploy(this.site, deployment as KubeObject));
  }

  /** Runs the pods of a Deployment that somebody else has applied. Gives those that are new. */
  async rollOut(deployment: KubeObject): Promise<ReadonlyArray<Pod>> {
    return this.took(await rollOut(this.site, deployment));
  }

  /** Ends the pods that are deleted, as a kubelet would: after a Deployment was changed or removed. */
  async reap(): Promise<void> {
    const objects = await this.list('v1', 'Pod');
    const living = new Set(
      objects.flatMap(({ metadata }) =>
        'deletionTimestamp' in metadata ? [] : [`${metadata.namespace}/${metadata.name}`]
      )
    );
    const deleted = this.pods.filter(({ namespace, name }) => !living.has(`${namespace}/${name}`));
    await inParallel(deleted, 8, pod => this.bury(pod));
    await this.sync();
  }

  /** Ends a pod and deletes its object. */
  async removePod(pod: Pod): Promise<void> {
    await this.bury(pod);
    await this.sync();
  }

  /** Runs a command inside a pod's network, to its end. */
  exec(pod: Pod, argv: ReadonlyArray<string>, options: RunOptions = {}): Promise<Ended> {
    return run(pod.network.inside(argv), options);
  }

  /** Ends what runs in a pod. */
  protected async stopPod(pod: Pod): Promise<void> {
    this.pods.splice(this.pods.indexOf(pod), 1);
    await stopPod(pod);
  }

  private async took(pods: ReadonlyArray<Pod>): Promise<ReadonlyArray<Pod>> {
    this.pods.push(...pods);
    await this.reap();
    return pods;
  }

  private async bury(pod: Pod): Promise<void> {
    await this.stopPod(pod);
    const { namespace, name } = pod;
    await removeAll(this.control.objects, [{ apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name } }]);
  }

  private get site(): Site {
    const { workplace, control } = this;
    return { id: workplace.id, logs: workplace.logs, objects: control.objects, xds: control.istiod?.xds };
  }
}
