import { setTimeout as later } from 'node:timers';
import type { Client } from '../client/Client.js';
import { isFieldConflict, isRefusal } from '../client/Refusal.js';
import type { Log } from '../log/Log.js';
import type { Metrics } from '../metrics/Metrics.js';
import { delayAfter } from '../watch/Backoff.js';
import type { Patience } from '../watch/Backoff.js';
import type { KubeObject } from '../watch/KubeObject.js';
import { describe } from './Action.js';
import type { Action } from './Action.js';
import type { Bucket } from './Bucket.js';
import { execute } from './execute.js';
import { newGrievances } from './Grievances.js';
import type { Entry, Queue } from './Queue.js';

/** Who knows what is to be written for a key, and wants to know what came of it. */
export interface Work {
  /** What is to be done for a key now, in order; nothing where all is as it shall be. Asked again after each write. */
  readonly decide: (key: string) => ReadonlyArray<Action>;
  /** It is about to be written. */
  readonly writing: (action: Action) => void;
  readonly written: (entry: Entry, action: Action, object: KubeObject | undefined) => void;
  readonly failed: (entry: Entry, action: Action, error: unknown) => void;
}

export interface WriterOptions {
  readonly client: Client;
  readonly queue: Queue;
  readonly bucket: Bucket;
  readonly work: Work;
  /** Asked right before each write. */
  readonly mayWrite: () => boolean;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Writes what the queue's keys need, several at a time. */
export interface Writer {
  /** There may be something to do. */
  readonly wake: () => void;
  /** Resolves when nothing is being written any more. */
  readonly idle: () => Promise<void>;
}

/** Writes under way at a time; an API server that is slow would otherwise be asked for ever more. */
const most = 32;

/** A key that wants more writes than this in a row gets others' turn first: what it writes does not stick. */
const turns = 6;

/** Somebody was faster: what they did is on its way here. */
const overtaken: Patience = { first: 50, most: 2000 };
/** The server cannot, for now. */
const unable: Patience = { first: 250, most: 30_000 };
/** The server will not: until somebody changes something, asking again is of little use. */
const unwilling: Patience = { first: 5000, most: 600_000 };

const patienceFor = (error: unknown): Patience => {
  if (isFieldConflict(error)) return unwilling;
  if (isRefusal(error, 404, 409)) return overtaken;
  return isRefusal(error, 400, 403, 405, 422) ? unwilling : unable;
};

const resultOf = (error: unknown): string => {
  if (isRefusal(error, 409)) return 'conflict';
  return isRefusal(error, 400, 403, 404, 405, 422) ? 'refused' : 'failed';
};

export const newWriter = (options: WriterOptions): Writer => {
  const { bucket, client, log, mayWrite, metrics, queue, signal, work } = options;
  const grievances = newGrievances(log);
  let running = 0;
  let timer: NodeJS.Timeout | undefined;
  let waiters: Array<() => void> = [];

  const count = ({ target: { kind }, verb }: Action, result: string): void =>
    metrics.writes.inc({ kind, verb, result });

  const gauge = (): void => {
    metrics.queueLength.set(queue.length());
    metrics.queueAge.set(queue.age() / 1000);
  };

  const fail = (entry: Entry, action: Action, error: unknown): void => {
    count(action, resultOf(error));
    const delay = delayAfter(error, patienceFor(error), entry.attempt, Math.random());
    queue.retry(entry, delay);
    // Whoever asks for patience asks it of all writes.
    if (isRefusal(error) && error.retryAfter !== undefined) bucket.hold(error.retryAfter);
    grievances.failed(entry, action, error, delay);
    work.failed(entry, action, error);
  };

  /** The write that is to be done now, when it may be done; what was decided before a long wait is decided anew. */
  const next = async ({ key }: Entry): Promise<Action | undefined> => {
    const [first] = work.decide(key);
    if (first === undefined) grievances.settled(key);
    if (first === undefined) return undefined;
    const hasWaited = await bucket.take(signal);
    if (signal.aborted || !mayWrite()) return undefined;
    return hasWaited ? work.decide(key)[0] : first;
  };

  /** One write, if there is one to do; whether to look again. */
  const turn = async (entry: Entry): Promise<boolean> => {
    const action = await next(entry);
    if (action === undefined) {
      queue.done(entry);
      return false;
    }
    try {
      work.writing(action);
      const object = await execute(client, action);
      count(action, 'done');
      log.debug('written', { write: describe(action) });
      work.written(entry, action, object);
      return true;
    } catch (error) {
      // At the end, whatever is still under way is broken off.
      if (signal.aborted) queue.done(entry);
      else fail(entry, action, error);
      return false;
    }
  };

  const handle = async (entry: Entry): Promise<void> => {
    for (let at = 0; at < turns; at += 1) if (!(await turn(entry))) return;
    log.warn('what is written does not stay as it is written', { key: entry.key });
    queue.retry(entry, delayAfter(undefined, unable, entry.attempt, Math.random()));
  };

  /** A fault of ours in one entry must not end the others. */
  const safely = async (entry: Entry): Promise<void> => {
    try {
      await handle(entry);
    } catch (error) {
      log.error('a fault of the program', { key: entry.key, error });
      queue.retry(entry, delayAfter(undefined, unwilling, entry.attempt, Math.random()));
    }
  };

  const schedule = (): void => {
    clearTimeout(timer);
    const due = queue.untilDue();
    // With all hands full, whoever is done first looks by itself.
    if (due !== undefined && running < most && !signal.aborted) timer = later(wake, due);
  };

  const run = async (): Promise<void> => {
    for (let entry = queue.take(); entry !== undefined; entry = queue.take()) {
      if (signal.aborted || !mayWrite()) queue.done(entry);
      else await safely(entry);
      gauge();
    }
  };

  const stopOne = (): void => {
    running -= 1;
    schedule();
    if (running > 0) return;
    waiters.forEach(tell => tell());
    waiters = [];
  };

  const wake = (): void => {
    gauge();
    const wanted = Math.min(most, queue.length());
    for (; running < wanted; running += 1) void run().finally(stopOne);
    schedule();
  };

  return {
    wake,
    idle: () => (running === 0 ? Promise.resolve() : new Promise(resolve => waiters.push(resolve)))
  };
};
