import { setMaxListeners } from 'node:events';
import { toEdgeListObject } from '@meshfence/core';
import type { Caller, JsonObject } from '@meshfence/core';
import { defaultRate, newBucket } from '../apply/Bucket.js';
import type { Bucket } from '../apply/Bucket.js';
import { newWriter } from '../apply/Writer.js';
import type { Writer } from '../apply/Writer.js';
import type { Standing } from '../configure/Configuration.js';
import { newWork } from '../decide/newWork.js';
import { withObstacles } from '../decide/withObstacles.js';
import { sharedDiscovery } from '../discovery/served.js';
import type { Leadership } from '../lead/Leadership.js';
import { edgeFile } from '../learn/edgeFile.js';
import { newLearning } from '../learn/Learning.js';
import type { Learning } from '../learn/Learning.js';
import { newDebounce } from './Debounce.js';
import type { Debounce } from './Debounce.js';
import { newForm } from './Form.js';
import type { Form } from './Form.js';
import { logStanding } from './logStanding.js';
import { newParts } from './newParts.js';
import type { Ears } from './newParts.js';
import type { ControllerOptions } from './Options.js';
import type { Parts } from './Parts.js';
import { rateOf } from './rateOf.js';
import { whyUnready } from './readiness.js';
import { Reconciler } from './Reconciler.js';
import { resourceWatcher, watchMesh } from './reflectors.js';
import type { Watching } from './reflectors.js';
import { sightOf } from './sightOf.js';
import { readConfiguration, writeSlimeBoots } from './sources.js';

/** How often everything is compared again with what it shall be, as nothing is perfect; in milliseconds. */
const resync = 600_000;
/** How often the time counts, where something depends on it. */
const tick = 10_000;
/** How often it is looked whether another definition of ServiceFence has been installed. */
const formAge = 60_000;
/** .. and while it could not be looked at yet: before, nothing is written for fences. */
const formMissing = 1000;
/** How long after a fault of the program it is tried again. */
const faultPause = 10_000;
/** How long writes under way are waited for when all ends: a process that is to end has little time. */
const grace = 1000;

/** A controller. It runs from when it is made until it is stopped, whatever the API server does. */
export class Controller {
  private readonly ending = new AbortController();
  private readonly watching: Watching;
  private readonly parts: Parts;
  private readonly form: Form;
  private readonly reconciler: Reconciler;
  private readonly writer: Writer;
  private readonly bucket: Bucket;
  private readonly debounce: Debounce;
  private readonly learning: Learning | undefined;
  private readonly leadership: Leadership;
  private readonly running: Array<Promise<void>> = [];
  private isStopping = false;
  private again: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;
  private readonly timers: ReadonlyArray<NodeJS.Timeout>;
  private readonly watchResources: ReturnType<typeof resourceWatcher>;

  constructor(private readonly options: ControllerOptions) {
    const { client, gathering, log, metrics } = options;
    const { signal } = this.ending;
    // Everything that runs waits for it.
    setMaxListeners(0, signal);
    const discover = sharedDiscovery(client);
    this.watching = { client, log, metrics, signal, discover, troubles: new Map() };
    this.debounce = newDebounce(gathering, since => {
      if (!this.reconciler.compile(since)) this.retry = setTimeout(() => this.poke(), faultPause);
    });
    this.parts = newParts(
      options,
      this.ears(),
      () => !this.mayWrite(),
      () => this.form.current(),
      () => this.learning?.health()
    );
    const { queue, resources, world } = this.parts;
    this.form = newForm(client, world, log);
    this.bucket = newBucket(options.rate ?? defaultRate);
    const work = withObstacles(newWork(this.parts, metrics), this.parts, log);
    const mayWrite = (): boolean => this.mayWrite();
    this.writer = newWriter({ client, queue, bucket: this.bucket, work, mayWrite, metrics, log, signal });
    this.reconciler = new Reconciler(this.parts, this.writer, log);
    this.watchResources = resourceWatcher(this.watching, resources, each => void this.running.push(each));
    this.learning = this.newLearning();
    this.leadership = options.lead(leading => this.led(leading));
    this.timers = [
      setInterval(() => this.reconciler.everything(), resync),
      setInterval(() => this.parts.compiler.heedsTime() && this.debounce.poke(), tick),
      setInterval(() => this.learning?.look(), tick),
      setInterval(() => void this.lookAtForm(), formAge)
    ];
    this.begin();
  }

  /** Why it is not ready: what it still waits for, a line each. */
  unready(): ReadonlyArray<string> {
    return whyUnready(this.parts, this.options.config, this.watching.troubles);
  }

  /** The observed calls, as an EdgeList: of a namespace's callers, or of all; undefined while another replica leads. */
  edges(namespace?: string): JsonObject | undefined {
    if (!this.leadership.isLeading()) return undefined;
    const { edges, sources } = this.parts.book.all();
    const hearings = this.learning?.hearings() ?? [];
    const isAsked = (caller: Caller): boolean => namespace === undefined || caller.namespace === namespace;
    return toEdgeListObject({
      edges: edges.filter(({ from }) => isAsked(from)),
      sources,
      hearings: hearings.filter(({ caller }) => isAsked(caller))
    });
  }

  /** Ends: what was observed is written, as far as that is done soon, and the lease given back. */
  async stop(): Promise<void> {
    this.timers.forEach(clearInterval);
    await this.learning?.stop();
    clearTimeout(this.again);
    clearTimeout(this.retry);
    this.debounce.stop();
    if (this.mayWrite()) this.reconciler.compile(performance.now());
    const late = new Promise(resolve => setTimeout(resolve, grace).unref());
    await Promise.race([this.writer.idle(), late]);
    this.isStopping = true;
    this.parts.queue.clear();
    // One that goes on with a write of its own is waited for, as long as there is time.
    await Promise.race([this.writer.idle(), late]);
    this.ending.abort();
    await this.leadership.stop();
    await Promise.all(this.running);
  }

  private newLearning(): Learning | undefined {
    const { log, metrics, now, sources } = this.options;
    if (sources === undefined) return undefined;
    const { book } = this.parts;
    const changed = (): void => this.reconciler.everything();
    return newLearning({ sources, sight: sightOf(this.parts), book, log, metrics, now, changed });
  }

  private begin(): void {
    const { config, edges, log } = this.options;
    const { book, configuration, pods, slimeBoots, world } = this.parts;
    this.running.push(
      ...watchMesh(this.watching, world, pods),
      readConfiguration(config, this.watching, configuration, slimeBoots),
      ...edges.map(path => edgeFile(path, book, log, this.ending.signal))
    );
  }

  private ears(): Ears {
    return {
      changed: (field, key) => {
        if (field === 'fences') this.reconciler.fenceChanged(key);
        if (field === 'pods' || field === 'endpointSlices') this.debounce.nudge();
        else this.poke();
      },
      moved: (field, key) => {
        if (field === 'fences' || field === 'sidecars') this.reconciler.moved(key);
      },
      listed: (kind, isNew) => {
        if (kind === 'ServiceFence') void this.lookAtForm();
        // What could not be written while nobody served it is nobody's change.
        if (isNew) this.reconciler.beginAnew();
        this.poke();
      },
      resourceMoved: () => this.reconciler.resourcesMoved(),
      slimeBootsChanged: () => {
        const { configuration, slimeBoots } = this.parts;
        if (slimeBoots.isSynced()) writeSlimeBoots(configuration, slimeBoots);
      },
      configured: standing => this.configured(standing),
      learned: () => this.poke()
    };
  }

  private poke(): void {
    this.debounce.poke();
  }

  private mayWrite(): boolean {
    return !this.isStopping && this.leadership.isLeading();
  }

  private configured(standing: Standing): void {
    const { log, metrics } = this.options;
    const { config, isCurrent } = standing;
    metrics.configCurrent.set(isCurrent ? 1 : 0);
    if (config !== undefined) this.options.configured(config.global.log);
    logStanding(log, standing);
    if (config !== undefined) {
      this.watchResources(config);
      this.learning?.configured(config);
      this.bucket.setRate(this.options.rate ?? rateOf(config));
    }
    this.tellConfiguration();
    this.poke();
  }

  private tellConfiguration(): void {
    this.parts.announcer.configuration(this.parts.configuration.standing());
    this.reconciler.agenda.slimeBoots();
    this.writer.wake();
  }

  private led(leading: boolean): void {
    this.options.metrics.leading.set(leading ? 1 : 0);
    this.learning?.led(leading);
    if (!leading) return this.forget();
    this.tellConfiguration();
    this.reconciler.announceAll();
    this.reconciler.everything();
  }

  /** What waits to be written is others' to write now. */
  private forget(): void {
    this.parts.underWay.clear();
    this.parts.queue.clear();
  }

  /** Another form of status is another status for every fence. */
  private async lookAtForm(): Promise<void> {
    clearTimeout(this.again);
    if (await this.form.refresh()) this.reconciler.everything();
    const isMissing =
      this.form.current() === undefined && this.parts.world.resource('ServiceFence') !== undefined;
    if (isMissing && !this.isStopping) this.again = setTimeout(() => void this.lookAtForm(), formMissing);
  }
}
