import { globalSidecarName } from '@meshfence/core';
import type { Writer } from '../apply/Writer.js';
import type { Log } from '../log/Log.js';
import type { World } from '../observe/World.js';
import { newAgenda } from './Agenda.js';
import type { Agenda } from './Agenda.js';
import { newFindings } from './Findings.js';
import type { Findings } from './Findings.js';
import type { Parts } from './Parts.js';

/** What is wrong with a fence, and what to do. */
const whyUnreadable = (world: World, key: string): ReadonlyArray<string> =>
  (world.findings('fences').get(key) ?? []).map(({ message, remedy }) => `${message} ${remedy}`);

/** Compiles what has changed, and has everything looked at that may have to be written. */
export class Reconciler {
  readonly agenda: Agenda;
  private readonly findings: Findings;
  /** Fences that have changed since the last compilation: they are looked at even where no plan changes with them. */
  private readonly changed = new Set<string>();
  /** Whether everything has to be looked at after the next compilation. */
  private isAnew = true;

  constructor(
    private readonly parts: Parts,
    private readonly writer: Writer,
    private readonly log: Log
  ) {
    this.agenda = newAgenda(parts);
    this.findings = newFindings(log);
  }

  /** What could not be written before may be possible now. */
  beginAnew(): void {
    this.isAnew = true;
  }

  /** Whether it went well. A fault of the compiler's must not end the process: what is applied stays meanwhile. */
  compile(since: number): boolean {
    try {
      this.compileAll(since);
      return true;
    } catch (error) {
      this.log.error('a fault of the program: nothing can be compiled', { error });
      this.parts.compiler.forget();
      this.isAnew = true;
      return false;
    }
  }

  private compileAll(since: number): void {
    const { compiler, configuration, world } = this.parts;
    const { config } = configuration.standing();
    if (config === undefined || world.unsynced().length > 0) return;
    const dirty = compiler.run(config);
    this.findings.tell(compiler.diagnostics());
    if (this.isAnew) this.everything();
    else this.agenda.dirty(dirty, since);
    for (const key of this.changed) this.agenda.fence(key, since);
    this.isAnew = false;
    this.changed.clear();
    for (const key of dirty.fences) this.parts.announcer.refused(key, compiler.verdict(key));
    this.writer.wake();
  }

  everything(): void {
    if (!this.parts.compiler.isStarted()) return;
    this.agenda.everything();
    this.writer.wake();
  }

  fenceChanged(key: string): void {
    const { problems, world } = this.parts;
    this.changed.add(key);
    if (world.fences.get(key) === undefined) problems.delete(key);
    if (!world.unreadable('fences').has(key)) return;
    const why = whyUnreadable(world, key);
    this.log.warn('a fence cannot be read: what is applied for it stays', { fence: key, why });
    this.parts.announcer.unreadable(key, why.join(' '));
  }

  /** Whoever leads from now on tells what others have told before, or nobody yet. */
  announceAll(): void {
    const { announcer, compiler, world } = this.parts;
    for (const key of world.unreadable('fences'))
      announcer.unreadable(key, whyUnreadable(world, key).join(' '));
    for (const key of compiler.desired().fences.keys()) announcer.refused(key, compiler.verdict(key));
  }

  moved(key: string): void {
    if (!this.parts.compiler.isStarted()) return;
    // Whoever waits for a workload's Sidecar to go may go on.
    if (this.parts.world.sidecars.get(key) === undefined) this.parts.underWay.release();
    this.agenda.fence(key);
    if (key.endsWith(`/${globalSidecarName}`)) this.agenda.resources();
    this.writer.wake();
  }

  resourcesMoved(): void {
    if (!this.parts.compiler.isStarted()) return;
    this.agenda.resources();
    this.writer.wake();
  }
}
