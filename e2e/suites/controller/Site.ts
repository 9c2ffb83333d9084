import { definitions } from '@meshfence/core';
import type { JsonObject } from '@meshfence/core';
import { Mesh } from '../../harness/Mesh.js';
import type { KubeObject } from '../../harness/api/KubeObject.js';
import type { Controller, ControllerOptions } from '../../harness/controller/startController.js';
import { startController } from '../../harness/controller/startController.js';
import { waitFor } from '../../harness/process/waitFor.js';

/** A Sidecar as far as suites ask about it. */
export interface LiveSidecar extends KubeObject {
  readonly spec: {
    readonly workloadSelector?: { readonly labels: Readonly<Record<string, string>> };
    readonly egress: ReadonlyArray<{ readonly hosts: ReadonlyArray<string> }>;
  };
}

export const istioVersion = 'networking.istio.io/v1';
export const fenceVersion = 'microservice.slime.io/v1alpha1';

/** The hosts that a Sidecar names, the system's own left out. */
export const hostsOf = ({ spec }: LiveSidecar): ReadonlyArray<string> =>
  (spec.egress[0]?.hosts ?? []).filter(
    host => !['istio-system/*', 'mesh-operator/*', '~/*'].includes(host) && !host.includes('global-sidecar')
  );

/** A SlimeBoot without a global-sidecar; `general` are its settings. */
export const slimeBoot = (general: JsonObject = {}, module: JsonObject = {}): KubeObject => ({
  apiVersion: 'config.netease.com/v1alpha1',
  kind: 'SlimeBoot',
  metadata: { namespace: 'mesh-operator', name: 'lazyload' },
  spec: {
    module: [
      {
        name: 'lazyload',
        kind: 'lazyload',
        enable: true,
        general: { globalSidecarMode: 'no', ...general },
        ...module
      }
    ]
  }
});

/** A call from a workload that is called as its fence, to a host. */
export const edge = (namespace: string, name: string, to: string): JsonObject => ({
  from: `${namespace}/${name}`,
  to,
  evidence: [{ source: 'als' }]
});

/** A cluster with the definitions and a SlimeBoot; an API server alone, unless a mesh was started for it. */
export class Site {
  private readonly controllers: Array<Controller> = [];

  private constructor(readonly mesh: Mesh) {}

  static async start(
    boot: KubeObject = slimeBoot(),
    options: Parameters<typeof Mesh.start>[0] = {},
    crds: ReadonlyArray<JsonObject> = definitions.map(({ object }) => object)
  ): Promise<Site> {
    return Site.on(await Mesh.start({ only: 'api', ...options }), boot, crds);
  }

  static async on(
    mesh: Mesh,
    boot: KubeObject = slimeBoot(),
    crds: ReadonlyArray<JsonObject> = definitions.map(({ object }) => object)
  ): Promise<Site> {
    const site = new Site(mesh);
    await mesh.apply(crds);
    await mesh.apply([boot]);
    return site;
  }

  async controller(options: ControllerOptions = {}): Promise<Controller> {
    const started = await startController(this.mesh, options);
    this.controllers.push(started);
    return started;
  }

  apply(objects: ReadonlyArray<KubeObject | JsonObject>): Promise<ReadonlyArray<KubeObject>> {
    return this.mesh.apply(objects);
  }

  remove(objects: ReadonlyArray<KubeObject | JsonObject>): Promise<void> {
    return this.mesh.remove(objects);
  }

  sidecars(namespace?: string): Promise<ReadonlyArray<LiveSidecar>> {
    return this.mesh.list(istioVersion, 'Sidecar', namespace) as Promise<ReadonlyArray<LiveSidecar>>;
  }

  async sidecar(namespace: string, name: string): Promise<LiveSidecar | undefined> {
    return (await this.mesh.get({
      apiVersion: istioVersion,
      kind: 'Sidecar',
      metadata: { namespace, name }
    })) as LiveSidecar | undefined;
  }

  fence(namespace: string, name: string): Promise<KubeObject | undefined> {
    return this.mesh.get({ apiVersion: fenceVersion, kind: 'ServiceFence', metadata: { namespace, name } });
  }

  /** Waits until a Sidecar names exactly these hosts, beside the system's. */
  async untilHosts(
    namespace: string,
    name: string,
    hosts: ReadonlyArray<string>,
    seconds = 15
  ): Promise<LiveSidecar> {
    return waitFor(
      `Sidecar ${namespace}/${name} to have ${hosts.join(', ')}`,
      async () => {
        const found = await this.sidecar(namespace, name);
        if (found === undefined) throw new Error('there is none');
        const live = hostsOf(found);
        if (JSON.stringify([...live].sort()) !== JSON.stringify([...hosts].sort()))
          throw new Error(`it has ${live.join(', ')}`);
        return found;
      },
      { seconds }
    );
  }

  async untilNoSidecar(namespace: string, name: string, seconds = 15): Promise<void> {
    await waitFor(
      `Sidecar ${namespace}/${name} to go`,
      async () => ((await this.sidecar(namespace, name)) === undefined ? true : undefined),
      { seconds }
    );
  }

  async stop(): Promise<void> {
    for (const each of this.controllers) await each.stop();
    await this.mesh.stop();
  }
}
