import { setTimeout as sleep } from 'node:timers/promises';
import { connect, isRefusal } from '@meshfence/k8s-adapter';
import type { Mesh } from '../../../harness/Mesh.js';
import type { KubeObject } from '../../../harness/api/KubeObject.js';
import { fenceVersion, istioVersion } from '../Site.js';

/** A live object with what tells it from others and from what it was. */
export type Live = KubeObject & {
  readonly metadata: { readonly uid: string; readonly resourceVersion: string };
};

/** What happened to one Sidecar or fence. `version` grows over both kinds alike: one store counts. */
export interface Sighting {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly kind: 'Sidecar' | 'ServiceFence';
  readonly key: string;
  readonly version: number;
  /** When it was heard of, in milliseconds. */
  readonly at: number;
  readonly object: Live;
}

interface Line {
  readonly type: Sighting['type'] | 'ERROR';
  readonly object: Live;
}

interface List {
  readonly items: ReadonlyArray<Live>;
  readonly metadata: { readonly resourceVersion: string };
}

const paths: Readonly<Record<Sighting['kind'], string>> = {
  Sidecar: `/apis/${istioVersion}/sidecars`,
  ServiceFence: `/apis/${fenceVersion}/servicefences`
};

const keyOf = ({ metadata: { name, namespace = '' } }: Live): string => `${namespace}/${name}`;

/** All that ever happened to Sidecars and fences, from watches of its own. */
export class History {
  readonly sightings: Array<Sighting> = [];
  private readonly known = { Sidecar: new Map<string, Live>(), ServiceFence: new Map<string, Live>() };
  private readonly ending = new AbortController();
  private readonly client;
  private readonly running: Promise<unknown>;

  constructor(mesh: Mesh) {
    this.client = connect({ kubeconfig: mesh.control.apiServer.kubeconfig });
    this.running = Promise.all([this.keep('Sidecar'), this.keep('ServiceFence')]);
  }

  /** The live objects of a kind, by `namespace/name`, as far as has been heard. */
  live(kind: Sighting['kind']): ReadonlyMap<string, Live> {
    return this.known[kind];
  }

  /** In the order in which it happened. */
  inOrder(): ReadonlyArray<Sighting> {
    return this.sightings.toSorted((a, b) => a.version - b.version);
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
    await this.client.close();
  }

  /** Watches for ever. What happened while nothing could be heard is told by the next list. */
  private async keep(kind: Sighting['kind']): Promise<void> {
    const { signal } = this.ending;
    let since: string | undefined;
    while (!signal.aborted) {
      try {
        since ??= await this.list(kind);
        since = await this.watch(kind, since);
      } catch (error) {
        if (isRefusal(error, 410)) since = undefined;
        await sleep(50);
      }
    }
  }

  private async list(kind: Sighting['kind']): Promise<string> {
    const { items, metadata } = await this.client.ask<List>({ path: paths[kind] });
    const listed = new Set(items.map(keyOf));
    for (const item of items) this.note(kind, 'ADDED', item, item.metadata.resourceVersion);
    for (const [key, live] of this.known[kind])
      if (!listed.has(key)) this.note(kind, 'DELETED', live, metadata.resourceVersion);
    return metadata.resourceVersion;
  }

  private async watch(kind: Sighting['kind'], since: string): Promise<string> {
    const path = `${paths[kind]}?watch=1&resourceVersion=${since}`;
    let last = since;
    try {
      for await (const { object, type } of this.client.stream<Line>({ path, signal: this.ending.signal })) {
        if (type === 'ERROR') return this.list(kind);
        last = object.metadata.resourceVersion;
        this.note(kind, type, object, last);
      }
    } catch (error) {
      if (isRefusal(error)) throw error;
      await sleep(50);
    }
    return last;
  }

  private note(kind: Sighting['kind'], type: Sighting['type'], object: Live, version: string): void {
    const key = keyOf(object);
    const known = this.known[kind].get(key)?.metadata.resourceVersion;
    if (type !== 'DELETED' && known === object.metadata.resourceVersion) return;
    if (type === 'DELETED') this.known[kind].delete(key);
    else this.known[kind].set(key, object);
    this.sightings.push({ type, kind, key, version: Number(version), at: performance.now(), object });
  }
}
