import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, JsonObject } from '@meshfence/core';
import { ApiError } from '../../../harness/api/Api.js';
import type { KubeObject } from '../../../harness/api/KubeObject.js';
import {
  createAll,
  fenceObject,
  namespaceObject,
  numbered,
  serviceObject
} from '../../../harness/controller/bulk.js';
import type { EdgeEntry } from '../../../harness/controller/startController.js';
import { edge } from '../Site.js';
import type { Site } from '../Site.js';
import type { Chance } from './Chance.js';
import type { History } from './History.js';
import { learnedOf } from './Shape.js';

const namespace = 'shop';
const callers = numbered('web', 14);
/** Fences of a workload that has one already: while they are there, it is theirs. */
const rivals = numbered('rival', 3);
/** Services that are fenced by label. */
const labelled = numbered('auto', 5);
const declared = numbered('static', 6);
const goods = numbered('goods', 8);

const hostOf = (name: string): string => `${name}.${namespace}.svc.cluster.local`;

const fencePath = (name = ''): string =>
  `/apis/microservice.slime.io/v1alpha1/namespaces/${namespace}/servicefences/${name}`.replace(/\/$/, '');
const servicePath = (name = ''): string =>
  `/api/v1/namespaces/${namespace}/services/${name}`.replace(/\/$/, '');

/** Changes that come one after the other, as chance has it; and calls that are observed until they are learned, and never again. */
export class Changes {
  /** Calls that are observed now, by caller and callee. */
  private readonly shown = new Map<string, { readonly from: string; readonly to: string }>();
  /** How many changes were made, and how many calls were learned. */
  made = 0;
  learned = 0;

  constructor(
    private readonly site: Site,
    private readonly history: History,
    private readonly chance: Chance,
    private readonly setEdges: (edges: ReadonlyArray<EdgeEntry>) => Promise<void>
  ) {}

  /** Everything that stays as it is. */
  async prepare(): Promise<void> {
    await createAll(this.site.mesh.api, [namespaceObject(namespace)]);
    await createAll(
      this.site.mesh.api,
      [...callers, ...labelled, ...goods].map(name => serviceObject(namespace, name))
    );
  }

  edges(): ReadonlyArray<EdgeEntry> {
    return [...this.shown.values()].map(({ from, to }) => edge(namespace, from, hostOf(to)));
  }

  /** Makes changes until the signal comes. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.change();
      await this.forget();
      await sleep(this.chance.below(60));
    }
  }

  /** What is in a status has been learned: nobody shows it again. */
  async forget(): Promise<void> {
    const fences = this.history.live('ServiceFence');
    const before = this.shown.size;
    for (const [key, { from, to }] of this.shown) {
      const fence = fences.get(`${namespace}/${from}`);
      const isLearned = fence !== undefined && learnedOf(fence).has(hostOf(to));
      if (isLearned) this.learned += 1;
      if (isLearned || fence === undefined) this.shown.delete(key);
    }
    if (this.shown.size !== before) await this.setEdges(this.edges());
  }

  private async change(): Promise<void> {
    this.made += 1;
    const act = this.chance.one([
      () => this.create(),
      () => this.create(),
      () => this.redeclare(),
      () => this.setEnabled(),
      () => this.remove(),
      () => this.toggleService(),
      () => this.toggleLabel(),
      () => this.toggleRival(),
      ...Array.from({ length: 5 }, () => () => this.observe())
    ]);
    await act?.();
  }

  private names(): ReadonlyArray<string> {
    return [...this.history.live('ServiceFence').values()].map(({ metadata }) => metadata.name);
  }

  private spec(more: JsonObject = {}): JsonObject {
    const host = Object.fromEntries(this.chance.some(declared).map(name => [hostOf(name), { stable: {} }]));
    return { enable: true, host, ...more };
  }

  private create(): Promise<void> {
    const name = this.chance.one(callers) ?? '';
    return this.ask('POST', fencePath(), fenceObject(namespace, name, this.spec()));
  }

  private async redeclare(): Promise<void> {
    const name = this.chance.one(this.names().filter(each => callers.includes(each)));
    if (name !== undefined)
      await this.patch(fencePath(name), [{ op: 'add', path: '/spec', value: this.spec() }]);
  }

  private async setEnabled(): Promise<void> {
    const name = this.chance.one(this.names());
    const value = this.chance.below(3) > 0;
    if (name !== undefined) await this.patch(fencePath(name), [{ op: 'add', path: '/spec/enable', value }]);
  }

  private async remove(): Promise<void> {
    const name = this.chance.one(this.names());
    if (name !== undefined) await this.ask('DELETE', fencePath(name));
  }

  private async toggleService(): Promise<void> {
    const name = this.chance.one(declared) ?? '';
    if (this.chance.below(2) === 0) await this.ask('DELETE', servicePath(name));
    else await this.ask('POST', servicePath(), serviceObject(namespace, name));
  }

  private async toggleLabel(): Promise<void> {
    const name = this.chance.one(labelled) ?? '';
    const value = this.chance.one(['true', 'true', 'false']) ?? '';
    await this.patch(servicePath(name), [
      { op: 'add', path: '/metadata/labels', value: { 'slime.io/serviceFenced': value } }
    ]);
  }

  private async toggleRival(): Promise<void> {
    const at = this.chance.below(rivals.length);
    const name = rivals[at] ?? '';
    const workloadSelector = { labels: { app: callers[at] ?? '' } };
    if (this.names().includes(name)) await this.ask('DELETE', fencePath(name));
    else await this.ask('POST', fencePath(), fenceObject(namespace, name, this.spec({ workloadSelector })));
  }

  private async observe(): Promise<void> {
    const from = this.chance.one(this.names());
    const to = this.chance.one(goods);
    if (from === undefined || to === undefined) return;
    const fence = this.history.live('ServiceFence').get(`${namespace}/${from}`);
    if (fence === undefined || learnedOf(fence).has(hostOf(to))) return;
    this.shown.set(`${from} ${to}`, { from, to });
    await this.setEdges(this.edges());
  }

  private patch(path: string, body: Json): Promise<void> {
    return this.ask('PATCH', path, body, 'application/json-patch+json');
  }

  /** What is there already, or has gone meanwhile, is no matter. */
  private async ask(
    method: string,
    path: string,
    body?: Json | KubeObject,
    contentType?: string
  ): Promise<void> {
    const { status, text } = await this.site.mesh.api.ask(path, {
      method,
      ...(body === undefined ? {} : { body }),
      ...(contentType === undefined ? {} : { contentType })
    });
    if (status >= 400 && status !== 404 && status !== 409 && status !== 422)
      throw new ApiError(status, `${method} ${path}`, text);
  }
}
