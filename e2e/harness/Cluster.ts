import type { JsonObject } from '@meshfence/core';
import type { Api } from './api/Api.js';
import type { KubeObject } from './api/KubeObject.js';
import { applyAll, listAll, pathOf, removeAll } from './api/objects.js';
import type { ControlPlane } from './control/ControlPlane.js';
import { applyCrds } from './control/installCrds.js';
import { writeMeshConfig } from './control/MeshConfig.js';
import type { Istiod } from './control/startIstiod.js';
import type { Workplace } from './control/Workplace.js';
import type { Hosts, Names } from './network/addressesOf.js';
import type { KubeProxy } from './network/KubeProxy.js';
import { waitFor } from './process/waitFor.js';

/** Kinds that change what is reachable, and by what name. */
const reachability = new Set(['Service', 'ServiceEntry', 'EndpointSlice', 'Pod', 'Namespace']);

const isDefinition = ({ kind }: KubeObject): boolean => kind === 'CustomResourceDefinition';

/** A running control plane, and the objects that it holds. */
export class Cluster {
  private known: Names | undefined;

  protected constructor(
    readonly workplace: Workplace,
    readonly control: ControlPlane,
    protected readonly kubeProxy: KubeProxy,
    /** Names that no Service has, for all calls. */
    readonly hosts: Record<string, string>
  ) {}

  /** Raw requests to the API server. */
  get api(): Api {
    return this.control.apiServer.api;
  }

  get istiod(): Istiod {
    const { istiod } = this.control;
    if (istiod === undefined) throw new Error('This mesh was started without istiod.');
    return istiod;
  }

  /** Server-side apply; missing namespaces are made, new kinds are served and Services reachable afterwards. */
  async apply(
    objects: ReadonlyArray<JsonObject>,
    { dryRun = false }: { readonly dryRun?: boolean } = {}
  ): Promise<ReadonlyArray<KubeObject>> {
    const all = objects as ReadonlyArray<KubeObject>;
    if (!dryRun) await applyCrds(this.control.objects, all.filter(isDefinition));
    const applied = await applyAll(this.control.objects, all, dryRun);
    if (!dryRun) await this.afterChange(applied);
    return applied;
  }

  /** Deletes objects; those that are not there are no error. */
  async remove(objects: ReadonlyArray<JsonObject>): Promise<void> {
    await removeAll(this.control.objects, objects as ReadonlyArray<KubeObject>);
    await this.afterChange(objects as ReadonlyArray<KubeObject>);
  }

  /** An object as the server has it, or undefined. */
  async get(object: JsonObject): Promise<KubeObject | undefined> {
    const path = await pathOf(this.control.objects, object as KubeObject);
    const { status } = await this.api.ask(path);
    return status === 404 ? undefined : this.api.json<KubeObject>(path);
  }

  /** All objects of a kind, of one namespace or of all. */
  list(apiVersion: string, kind: string, namespace?: string): Promise<ReadonlyArray<KubeObject>> {
    return listAll(this.control.objects, apiVersion, kind, namespace);
  }

  /** Merges something else over the suites' own mesh config, and waits until istiod has read it. */
  async configure(meshConfig: JsonObject): Promise<void> {
    const { debug, meshConfigFile } = this.istiod;
    const read = async (): Promise<string> => (await fetch(`${debug}/debug/mesh`)).text();
    const before = await read();
    await writeMeshConfig(meshConfigFile, meshConfig);
    await waitFor('istiod to read its mesh config', async () =>
      (await read()) === before ? undefined : true
    );
  }

  /** Makes Services reachable as they are now; whatever changes objects or pods does it by itself. */
  async sync(): Promise<Names> {
    const registry = await this.kubeProxy.sync();
    const serviceEntries = await this.list('networking.istio.io/v1', 'ServiceEntry');
    this.known = { registry, serviceEntries, hosts: {} };
    return this.known;
  }

  /** What names mean to pods now. */
  protected async names(hosts: Hosts = {}): Promise<Names> {
    return { ...(this.known ?? (await this.sync())), hosts: { ...this.hosts, ...hosts } };
  }

  private async afterChange(objects: ReadonlyArray<KubeObject>): Promise<void> {
    if (objects.some(({ kind }) => reachability.has(kind))) await this.sync();
  }
}
