import type { Client, Question } from '../../../src/client/Client.js';
import { Refusal } from '../../../src/client/Refusal.js';
import type { Clock } from '../../../src/lead/Clock.js';
import { elect } from '../../../src/lead/elect.js';
import type { Leadership } from '../../../src/lead/Leadership.js';
import { defaultTimings } from '../../../src/lead/Timings.js';
import type { Timings } from '../../../src/lead/Timings.js';
import { memoryLog } from '../../support/memoryLog.js';
import type { LeaseServer } from './LeaseServer.js';
import type { VirtualTime } from './VirtualTime.js';

/** What becomes of a request: how long each way takes, in milliseconds, and what goes wrong. */
export interface Fate {
  readonly there: number;
  readonly back: number;
  /** `question`: it never arrives; `answer`: it is done, and nobody hears of it; `refused`: it is not done, and a 500. */
  readonly loss?: 'question' | 'answer' | 'refused' | undefined;
}

export interface World {
  readonly time: VirtualTime;
  readonly server: LeaseServer;
  readonly network: (question: Question) => Fate;
}

export interface Nature {
  readonly identity: string;
  readonly timings?: Timings;
  /** How far ahead of all others its clocks are, in milliseconds, and how much faster its time goes. */
  readonly offset?: number;
  readonly rate?: number;
  readonly chance?: number;
}

/** A process that stands in the election. What is due while it is paused happens when it goes on. */
export class Replica {
  readonly changes: Array<boolean> = [];
  readonly said = memoryLog();
  readonly leadership: Leadership;
  isAlive = true;
  private pausedUntil = 0;

  constructor(
    private readonly world: World,
    private readonly nature: Nature
  ) {
    const { identity, timings = defaultTimings } = nature;
    this.leadership = elect({
      client: this.client(),
      lease: { namespace: 'mesh-operator', name: 'meshfence' },
      identity,
      timings,
      log: this.said.log,
      onChange: leading => this.changes.push(leading),
      clock: this.clock()
    });
  }

  /** What it would say now, also when it is paused. */
  isLeading(): boolean {
    return this.isAlive && this.leadership.isLeading();
  }

  pause(time: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.world.time.now + time);
  }

  crash(): void {
    this.isAlive = false;
  }

  /** Lets something happen in this process. */
  soon(time: number, happen: () => void): void {
    const { time: clock } = this.world;
    clock.at(clock.now + time, () => {
      if (!this.isAlive) return;
      if (clock.now < this.pausedUntil) this.soon(this.pausedUntil - clock.now, happen);
      else happen();
    });
  }

  private clock(): Clock {
    const { chance = 0.5, offset = 0, rate = 1 } = this.nature;
    const { time } = this.world;
    return {
      now: () => offset + rate * time.now,
      date: () => new Date(Date.UTC(2026, 2, 1) + offset + time.now),
      random: () => chance,
      sleep: (duration, signal) =>
        new Promise(resolve => {
          const end = (): void => {
            signal.removeEventListener('abort', end);
            resolve();
          };
          if (signal.aborted) end();
          else signal.addEventListener('abort', end);
          this.soon(duration / rate, end);
        })
    };
  }

  private client(): Client {
    const ask = (question: Question) =>
      new Promise((resolve, reject) => this.send(question, this.world.network(question), resolve, reject));
    return {
      server: 'https://virtual',
      ask: ask as Client['ask'],
      stream: () => {
        throw new Error('an election watches nothing');
      },
      close: () => Promise.resolve()
    };
  }

  /** A request arrives whatever becomes of who has sent it. */
  private send(
    question: Question,
    { back, loss, there }: Fate,
    resolve: (answer: unknown) => void,
    reject: (error: unknown) => void
  ): void {
    const { server, time } = this.world;
    const arrive = (): void => {
      const answered = loss === 'answer' ? (): void => {} : (happen: () => void) => this.soon(back, happen);
      try {
        if (loss === 'refused') throw new Refusal(500, 'InternalError', 'the disk is full');
        const answer = server.answer(question);
        answered(() => resolve(answer));
      } catch (error) {
        answered(() => reject(error));
      }
    };
    if (loss !== 'question') time.at(time.now + there, arrive);
  }
}
