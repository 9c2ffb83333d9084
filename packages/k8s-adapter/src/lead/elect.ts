import type { Client, Question } from '../client/Client.js';
import { inWords } from '../client/Refusal.js';
import type { Log } from '../log/Log.js';
import { awake, leadsFor, leaving, newCandidate, restOf } from './Candidate.js';
import type { Candidate } from './Candidate.js';
import { systemClock } from './Clock.js';
import type { Clock } from './Clock.js';
import { hear } from './hear.js';
import type { Outcome } from './hear.js';
import { inTime } from './inTime.js';
import type { Leadership } from './Leadership.js';
import type { LeaseName } from './Lease.js';
import { narrate } from './narrate.js';
import { outcomeOf, outcomeOfError, questionOf } from './question.js';
import { defaultTimings, requestTimeout, whyInvalidTimings } from './Timings.js';
import type { Timings } from './Timings.js';

export interface Election {
  readonly client: Client;
  readonly lease: LeaseName;
  /** No other process that is alive may have it. */
  readonly identity: string;
  readonly timings?: Timings;
  readonly log: Log;
  /**
   * Told of each change; before the first, this process does not lead.
   *
   * A process that was stopped hears late of its loss: only `isLeading()` knows at once.
   */
  readonly onChange: (isLeading: boolean) => void;
  readonly clock?: Clock;
}

/** A candidate that asks, waits and tells. */
class Elector {
  private candidate: Candidate;
  private readonly log: Log;
  private readonly running: Promise<void>;
  private stopping: Promise<void> | undefined;
  private readonly naps = new AbortController();
  /** Of the request under way. */
  private limit = new AbortController();
  private isTold = false;
  private hasEnded = false;
  private isGivenUp = false;

  constructor(
    private readonly election: Election,
    private readonly timings: Timings,
    private readonly clock: Clock
  ) {
    const { identity, lease, log } = election;
    this.candidate = newCandidate(identity, timings);
    this.log = log.with({ lease: `${lease.namespace}/${lease.name}`, identity });
    this.running = this.run();
  }

  isLeading(): boolean {
    return this.timeLeft() > 0;
  }

  holder(): string | undefined {
    const { lease } = this.candidate.seen ?? {};
    return lease === undefined || lease.holder === '' ? undefined : lease.holder;
  }

  stop(): Promise<void> {
    this.stopping ??= this.leave();
    return this.stopping;
  }

  private timeLeft(): number {
    return this.hasEnded ? 0 : leadsFor(this.candidate, this.clock.now());
  }

  private async run(): Promise<void> {
    while (!this.hasEnded) {
      const begun = this.clock.now();
      this.candidate = awake(this.candidate, begun);
      while (!this.hasEnded && this.candidate.plan !== 'rest') await this.step();
      await this.nap(restOf(this.candidate, begun, this.clock.now(), this.clock.random()));
    }
  }

  /** One request, and what follows from its answer. */
  private async step(): Promise<Outcome> {
    const begun = this.clock.now();
    const before = this.candidate;
    const outcome = await this.ask(questionOf(before, this.election.lease, this.clock.date()));
    // Had the deadline passed by now, it is said before a late answer makes this process lead again.
    this.announce();
    this.candidate = hear(before, outcome, { begun, ended: this.clock.now() });
    narrate(this.log, before, this.candidate, outcome);
    this.announce();
    return outcome;
  }

  private async ask(question: Question): Promise<Outcome> {
    const timeout = requestTimeout(this.timings);
    this.limit = new AbortController();
    try {
      const answer = await inTime(this.clock, timeout, this.limit, signal =>
        this.election.client.ask({ ...question, timeout, signal })
      );
      return outcomeOf(answer);
    } catch (error) {
      return outcomeOfError(error, question);
    }
  }

  private nap(time: number): Promise<void> {
    return this.clock.sleep(Math.ceil(time), this.naps.signal);
  }

  private announce(): void {
    const isLeading = this.isLeading();
    if (isLeading === this.isTold) return;
    this.isTold = isLeading;
    this.log.info(isLeading ? 'this replica leads' : 'this replica does not lead any more');
    try {
      this.election.onChange(isLeading);
    } catch (error) {
      this.log.error(`a change of the leader could not be followed: ${inWords(error)}`);
    }
    if (isLeading) void this.watchDeadline();
  }

  private async watchDeadline(): Promise<void> {
    for (let left = this.timeLeft(); left > 0; left = this.timeLeft()) await this.nap(left);
    this.announce();
  }

  private async leave(): Promise<void> {
    this.hasEnded = true;
    this.announce();
    this.naps.abort();
    const done = new AbortController();
    void this.giveUp(done.signal);
    // A request under way says in which version the lease is to be given back.
    await this.running;
    await this.release();
    done.abort();
  }

  /** Ends what is under way when it takes too long. */
  private async giveUp(signal: AbortSignal): Promise<void> {
    await this.clock.sleep(requestTimeout(this.timings), signal);
    this.isGivenUp = true;
    this.limit.abort();
  }

  private async release(): Promise<void> {
    this.candidate = leaving(this.candidate);
    while (!this.isGivenUp && this.candidate.plan !== 'rest') {
      const { _tag } = await this.step();
      if (_tag === 'Failure') return;
      this.candidate = leaving(this.candidate);
    }
  }
}

/**
 * Stands in an election for ever: leads when nobody else does, and again after having lost.
 *
 * @throws an Error with the reason where the timings cannot work.
 */
export const elect = (election: Election): Leadership => {
  const { clock = systemClock, timings = defaultTimings } = election;
  const why = whyInvalidTimings(timings);
  if (why !== undefined) throw new Error(`Nobody can be elected: ${why}.`);
  const elector = new Elector(election, timings, clock);
  return {
    identity: election.identity,
    isLeading: () => elector.isLeading(),
    holder: () => elector.holder(),
    stop: () => elector.stop()
  };
};
