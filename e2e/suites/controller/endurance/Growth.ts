import type { EdgeEntry } from '../../../harness/controller/startController.js';
import { fenceObject, namespaceObject, numbered, serviceObject } from '../../../harness/controller/bulk.js';
import { waitFor } from '../../../harness/process/waitFor.js';
import { edge } from '../Site.js';
import type { Site } from '../Site.js';
import type { History } from './History.js';
import { learnedOf } from './Shape.js';

const namespace = 'shop';

/** Whom fences are given, one by one. */
const declared = numbered('static', 60);
/** Whom they learn. */
const goods = numbered('goods', 30);

const hostOf = (name: string): string => `${name}.${namespace}.svc.cluster.local`;

/** Fences that only ever get more hosts: whenever a Sidecar or a status has fewer than before, something is wrong. */
export class Growth {
  readonly callers: ReadonlyArray<string>;
  private readonly given = new Map<string, number>();
  private readonly taught = new Map<string, number>();
  /** Calls that are observed now, by caller. */
  private readonly shown = new Map<string, string>();

  constructor(
    private readonly site: Site,
    private readonly history: History,
    count: number,
    /** Services that follow from the first one that fences are given. */
    private readonly following: ReadonlyArray<string> = []
  ) {
    this.callers = numbered('web', count);
  }

  async prepare(): Promise<void> {
    await this.site.apply([
      namespaceObject(namespace),
      ...[...this.callers, ...declared, ...goods, ...this.following].map(name =>
        serviceObject(namespace, name)
      )
    ]);
  }

  /** Gives a fence one host more, however long that takes. */
  async grow(name: string): Promise<void> {
    this.given.set(name, (this.given.get(name) ?? 0) + 1);
    const host = Object.fromEntries(
      declared.slice(0, this.given.get(name)).map(each => [hostOf(each), { stable: {} }])
    );
    const fence = fenceObject(namespace, name, { enable: true, host });
    await waitFor(`fence ${name} to be changed`, () => this.site.mesh.apply([fence]), { seconds: 60 });
  }

  async growAll(): Promise<void> {
    await Promise.all(this.callers.map(name => this.grow(name)));
  }

  /** Each fence's workload is seen to call somebody new. */
  observe(): void {
    for (const name of this.callers) {
      const at = this.taught.get(name) ?? 0;
      this.taught.set(name, at + 1);
      this.shown.set(name, goods[at] ?? '');
    }
  }

  /** The calls that are observed: each until it has been learned, and never again. */
  edges(): ReadonlyArray<EdgeEntry> {
    const fences = this.history.live('ServiceFence');
    for (const [name, to] of this.shown) {
      const fence = fences.get(`${namespace}/${name}`);
      if (fence !== undefined && learnedOf(fence).has(hostOf(to))) this.shown.delete(name);
    }
    return [...this.shown].map(([name, to]) => edge(namespace, name, hostOf(to)));
  }

  /** Waits until a fence's Sidecar has all that the fence was given and has learned. */
  async untilGrown(name: string, seconds = 20): Promise<void> {
    const hosts = [
      ...declared.slice(0, this.given.get(name) ?? 0),
      ...goods.slice(0, this.taught.get(name) ?? 0),
      ...this.following
    ];
    await this.site.untilHosts(
      namespace,
      name,
      hosts.map(each => `*/${hostOf(each)}`),
      seconds
    );
  }

  async untilAllGrown(seconds = 20): Promise<void> {
    for (const name of this.callers) await this.untilGrown(name, seconds);
  }
}
