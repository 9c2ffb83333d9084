import { connect } from '@meshfence/k8s-adapter';
import type { KubeObject } from '../../harness/api/KubeObject.js';
import type { Mesh } from '../../harness/Mesh.js';
import { waitFor } from '../../harness/process/waitFor.js';

interface Seen {
  readonly at: number;
  readonly hosts: ReadonlyArray<string>;
}

interface Event {
  readonly type: string;
  readonly object: KubeObject & {
    readonly spec?: { readonly egress?: ReadonlyArray<{ readonly hosts: ReadonlyArray<string> }> };
  };
}

/** When each Sidecar was seen last, by `namespace/name`, from a watch of its own. */
export class Sightings {
  readonly seen = new Map<string, Seen>();
  private readonly ending = new AbortController();
  private readonly client;

  constructor(mesh: Mesh) {
    this.client = connect({ kubeconfig: mesh.control.apiServer.kubeconfig });
    void this.watch();
  }

  /** When a Sidecar was seen that has a host (or is there at all). */
  async of(key: string, host?: string): Promise<number> {
    const { at } = await waitFor(
      `Sidecar ${key} with ${host ?? 'anything'}`,
      async () => {
        const found = this.seen.get(key);
        return found === undefined || (host !== undefined && !found.hosts.includes(host)) ? undefined : found;
      },
      { seconds: 60, every: 2 }
    );
    return at;
  }

  /** When the last of so many Sidecars was seen that fit. */
  async last(count: number, fits: (key: string, hosts: ReadonlyArray<string>) => boolean): Promise<number> {
    return waitFor(
      `${count} Sidecars`,
      async () => {
        const all = [...this.seen].filter(([key, { hosts }]) => fits(key, hosts));
        return all.length < count ? undefined : Math.max(...all.map(([, { at }]) => at));
      },
      { seconds: 180, every: 20 }
    );
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.client.close();
  }

  private async watch(): Promise<void> {
    const path = '/apis/networking.istio.io/v1/sidecars?watch=1&resourceVersion=0';
    try {
      for await (const { object, type } of this.client.stream<Event>({ path, signal: this.ending.signal })) {
        const key = `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
        if (type === 'DELETED') this.seen.delete(key);
        else this.seen.set(key, { at: performance.now(), hosts: object.spec?.egress?.[0]?.hosts ?? [] });
      }
    } catch (error) {
      if (!this.ending.signal.aborted) throw error;
    }
  }
}
