import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@meshfence/core';
import { connect } from '../../src/client/connect.js';
import type { Client } from '../../src/client/Client.js';
import { eraseByForce, make, objectsOf } from './fake/byForce.js';
import { collect } from './fake/collect.js';
import { builtIn, fences, istio } from './fake/Definition.js';
import type { Definition } from './fake/Definition.js';
import type { Fault } from './fake/Faults.js';
import { handle } from './fake/handle.js';
import type { KubeObject } from './fake/KubeObject.js';
import type { Recorded } from './fake/Recorded.js';
import { startServer } from './fake/Server.js';
import type { Server } from './fake/Server.js';
import { kubeconfigOf } from './kubeconfig.js';
import type { Watch } from './fake/watch.js';
import { World } from './fake/World.js';
import type { ExpiredBy } from './fake/World.js';

export { custom } from './fake/Definition.js';
export type { Definition, Fault, KubeObject, Recorded, Watch };

export interface Options {
  /** What is served; where nothing is said, what the controller asks of a cluster that has everything. */
  readonly definitions?: ReadonlyArray<Definition>;
  /** Whether what belonged to a deleted object goes with it. */
  readonly collects?: boolean;
  readonly expiredBy?: ExpiredBy;
}

/** An API server in memory, over real HTTP. `conformance.ts` says in what it is like the real one. */
export class FakeApi {
  private stopCollecting = (): void => undefined;
  private server: Server | undefined;

  private constructor(
    private readonly world: World,
    private readonly folder: string
  ) {}

  static async start(options: Options = {}): Promise<FakeApi> {
    const { definitions = [...builtIn, ...istio, ...fences], collects, expiredBy = 'event' } = options;
    const world = new World(definitions);
    world.expiredBy = expiredBy;
    const api = new FakeApi(world, await mkdtemp(join(tmpdir(), 'meshfence-fake-')));
    if (collects === true) api.stopCollecting = collect(world.store, () => world.definitions);
    await api.open();
    api.make({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } });
    await api.giveToken('fake');
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${this.server?.port ?? 0}`;
  }

  /** A kubeconfig file for it. */
  get kubeconfig(): string {
    return join(this.folder, 'kubeconfig');
  }

  /** A client with that kubeconfig. */
  connect(): Client {
    return connect({ kubeconfig: this.kubeconfig });
  }

  /** Puts another token into the kubeconfig file. */
  async giveToken(token: string): Promise<void> {
    const cluster = { server: this.url, 'insecure-skip-tls-verify': true };
    await writeFile(this.kubeconfig, kubeconfigOf(cluster, { token }));
  }

  /** Lets nobody in but with one of these tokens. */
  accept(...tokens: ReadonlyArray<string>): void {
    this.world.tokens = new Set(tokens);
  }

  /** What has been asked, in the order in which it came. */
  get requests(): ReadonlyArray<Recorded> {
    return this.world.requests;
  }

  /** Requests that were to change something. */
  get writes(): ReadonlyArray<Recorded> {
    return this.requests.filter(({ method }) => method !== 'GET');
  }

  /** How many connections there ever were. */
  get connections(): number {
    return this.server?.connections() ?? 0;
  }

  /** Watches that are open. */
  get watches(): ReadonlyArray<Watch> {
    return [...this.world.watches];
  }

  /** Serves more kinds, as when they are installed; one that is served already is served as it is said now. */
  serve(...definitions: ReadonlyArray<Definition>): void {
    this.world.serve(definitions);
  }

  /** Serves a kind no more: its objects are gone, and watches of it end. */
  withdraw(kind: string): void {
    this.world.withdraw(kind);
  }

  /** Lets things go wrong, until what comes back is called. */
  fail(fault: Fault): () => void {
    return this.world.faults.add(fault);
  }

  /** Lets nothing go wrong any more. */
  heal(): void {
    this.world.faults.clear();
  }

  /** Makes an object with its status, or writes over it, by force; its namespace is made where it is missing. */
  make(object: JsonObject, manager = 'test'): KubeObject {
    return make(this.world, object as KubeObject, manager);
  }

  /** Deletes an object. */
  erase(kind: string, namespace: string | undefined, name: string): void {
    eraseByForce(this.world, kind, namespace, name);
  }

  /** All objects of a kind as they are now, in the order of their names. */
  all(kind: string): ReadonlyArray<KubeObject> {
    return objectsOf(this.world, kind);
  }

  /** An object as it is now. */
  find(kind: string, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.world.store.get(this.world.definitionOf(kind), namespace, name)?.object;
  }

  /** Forgets what has happened: watches and lists that would go on from before are too old. */
  compact(): void {
    this.world.store.compact();
    this.world.snapshots.clear();
  }

  /** Tells everybody who watches, and wants to know, up to where they have heard everything. */
  bookmark(): void {
    for (const each of this.watches) each.bookmark();
  }

  /** Breaks all watches, perhaps in the middle of a line that is never finished. */
  cutWatches({ inTheMiddle = false }: { readonly inTheMiddle?: boolean } = {}): void {
    for (const each of this.watches) {
      if (inTheMiddle) each.write('{"type":"ADDED","object":{"kind":');
      each.cut();
    }
  }

  /** Answers again after `close`, at the same address. */
  async open(): Promise<void> {
    this.server = await startServer((request, response) => {
      const connection = this.server?.connectionOf(request) ?? 0;
      void handle(this.world, connection, request, response);
    }, this.server?.port);
  }

  /** Answers nobody any more; what is stored stays. */
  async close(): Promise<void> {
    await this.server?.stop();
  }

  async stop(): Promise<void> {
    this.stopCollecting();
    await this.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
