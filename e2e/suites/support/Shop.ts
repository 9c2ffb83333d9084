import { compile, decodeObjects, toObjects } from '@meshfence/core';
import type { Diagnostic, Json, JsonObject } from '@meshfence/core';
import type { KubeObject } from '../../harness/api/KubeObject.js';
import { Mesh } from '../../harness/Mesh.js';
import type { Pod } from '../../harness/pod/Pod.js';
import type { PodOptions } from '../../harness/pod/startPod.js';
import { waitFor } from '../../harness/process/waitFor.js';
import { slimeBoot } from './inputs.js';
import type { Boot } from './inputs.js';

export interface ShopOptions {
  /** What users have: Services, ServiceEntries, VirtualServices. */
  readonly objects: ReadonlyArray<JsonObject>;
  /** ServiceFences: input of the compiler only. */
  readonly fences?: ReadonlyArray<JsonObject>;
  readonly pods: ReadonlyArray<PodOptions>;
  readonly meshConfig?: JsonObject;
}

/** What the compiler made of a configuration. */
export interface Compiled {
  readonly objects: ReadonlyArray<KubeObject>;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
}

const readKinds = [
  ['v1', 'Service'],
  ['discovery.k8s.io/v1', 'EndpointSlice'],
  ['networking.istio.io/v1', 'ServiceEntry'],
  ['networking.istio.io/v1', 'VirtualService'],
  ['networking.istio.io/v1', 'Sidecar']
] as const;

const isDeployment = ({ kind }: KubeObject): boolean => kind === 'Deployment';

const replicasOf = ({ spec }: KubeObject): number => (spec as { replicas?: number }).replicas ?? 1;

const idOf = ({ kind, metadata }: KubeObject): string =>
  `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;

/** A mesh in which all of meshfence's objects are what the compiler emits for what the API server says. */
export class Shop {
  private applied: ReadonlyArray<KubeObject> = [];
  private readonly pods = new Map<string, Pod>();

  private constructor(
    readonly mesh: Mesh,
    private readonly fences: ReadonlyArray<Json>
  ) {}

  static async open({ objects, fences = [], pods, meshConfig = {} }: ShopOptions): Promise<Shop> {
    const mesh = await Mesh.start({ meshConfig });
    try {
      const shop = new Shop(mesh, fences);
      await mesh.apply(objects);
      for (const each of await Promise.all(pods.map(options => mesh.pod(options))))
        shop.pods.set(`${each.namespace}/${each.name}`, each);
      return shop;
    } catch (error) {
      mesh.keep();
      await mesh.stop();
      throw error;
    }
  }

  /** A pod by `namespace/name`. */
  pod(key: string): Pod {
    const found = this.pods.get(key);
    if (found === undefined) throw new Error(`There is no pod ${key}.`);
    return found;
  }

  /** The pods of global-sidecars, wherever they are. */
  get globalSidecars(): ReadonlyArray<Pod> {
    return this.mesh.pods.filter(({ labels }) => labels['app'] === 'global-sidecar');
  }

  /** The pod of the one global-sidecar. */
  get globalSidecar(): Pod {
    const [found, ...others] = this.globalSidecars;
    if (found === undefined || others.length > 0)
      throw new Error(`There are ${this.globalSidecars.length} global-sidecars.`);
    return found;
  }

  /** What the compiler says to a configuration, without applying it. */
  async compile(boot: Boot): Promise<Compiled> {
    const read = await Promise.all(readKinds.map(([version, kind]) => this.mesh.list(version, kind)));
    const decoded = decodeObjects([...read.flat(), ...this.fences, slimeBoot(boot)]);
    const { diagnostics, value } = compile(decoded.value);
    return {
      objects: toObjects(value) as ReadonlyArray<KubeObject>,
      diagnostics: [...decoded.diagnostics, ...diagnostics]
    };
  }

  /** Brings the mesh to what the compiler emits now, and waits until every proxy has heard of it. */
  async configure(boot: Boot): Promise<Compiled> {
    const compiled = await this.compile(boot);
    await this.apply(compiled.objects);
    return compiled;
  }

  /** Brings the mesh to these objects. */
  async apply(objects: ReadonlyArray<KubeObject>): Promise<void> {
    const { mesh } = this;
    const wanted = new Set(objects.map(idOf));
    await mesh.remove(this.applied.filter(each => !wanted.has(idOf(each))));
    await mesh.apply(objects.filter(each => !isDeployment(each)));
    for (const each of objects.filter(isDeployment)) await mesh.deploy(each);
    this.applied = objects;
    await this.rolledOut(objects.filter(isDeployment));
    await mesh.settled();
  }

  /** What the proxies complained about, all of them. */
  async complaints(): Promise<ReadonlyArray<string>> {
    const proxied = this.mesh.pods.filter(({ proxy }) => proxy !== undefined);
    const dumps = await Promise.all(
      proxied.map(async pod => ({ pod, dump: await this.mesh.configDump(pod) }))
    );
    return dumps.flatMap(({ pod, dump }) => dump.errors.map(each => `${pod.namespace}/${pod.name}: ${each}`));
  }

  private async rolledOut(deployments: ReadonlyArray<KubeObject>): Promise<void> {
    await waitFor('old global-sidecars to go', async () => {
      await this.mesh.reap();
      const wanted = deployments.map(replicasOf).reduce((sum, each) => sum + each, 0);
      return this.globalSidecars.length <= wanted ? true : undefined;
    });
  }
}
