import { connect } from '@meshfence/k8s-adapter';
import type { Client } from '@meshfence/k8s-adapter';
import type { KubeObject } from '../../harness/api/KubeObject.js';
import type { Mesh } from '../../harness/Mesh.js';

/** Something that has become of an object. */
export interface Sighting {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: KubeObject;
}

interface List {
  readonly items: ReadonlyArray<KubeObject>;
  readonly metadata: { readonly resourceVersion: string };
}

/** Sees everything that becomes of the objects of a collection, such as `/apis/networking.istio.io/v1/sidecars`. */
export class Lookout {
  /** In the order in which it happened; what was there before is not among it. */
  readonly sightings: Array<Sighting> = [];
  private readonly ending = new AbortController();
  private readonly watching: Promise<void>;

  private constructor(
    private readonly client: Client,
    path: string,
    resourceVersion: string
  ) {
    this.watching = this.watch(`${path}?watch=true&resourceVersion=${resourceVersion}`);
  }

  static async start(mesh: Mesh, path: string): Promise<Lookout> {
    const client = connect({ kubeconfig: mesh.control.apiServer.kubeconfig });
    const { metadata } = await client.ask<List>({ path });
    return new Lookout(client, path, metadata.resourceVersion);
  }

  /** What has happened, as `ADDED shop/web`. */
  get story(): ReadonlyArray<string> {
    return this.sightings.map(
      ({ object: { metadata }, type }) => `${type} ${metadata.namespace ?? ''}/${metadata.name}`
    );
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.watching;
    await this.client.close();
  }

  private async watch(path: string): Promise<void> {
    const { signal } = this.ending;
    try {
      for await (const each of this.client.stream<Sighting>({ path, signal })) this.sightings.push(each);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
