import type { Edge } from '@meshfence/core';
import type { Ledger } from '../keep/Ledger.js';
import type { Metrics } from '../measure/Metrics.js';
import type { Batches, Log, Sink } from './Settings.js';

/** Passes calls on. */
export interface Delivery {
  /** Looks whether so much waits that it should go at once, or that streams must wait. */
  check(): void;
  /** Whether streams wait for whoever takes calls. */
  isHolding(): boolean;
  /** Passes on what waits, and resolves when all that was passed on is taken. */
  finish(): Promise<void>;
}

interface Parts {
  readonly name: string;
  readonly ledger: Ledger;
  readonly sink: Sink;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Holds all streams back, or lets them go on. */
  readonly hold: (isHeld: boolean) => void;
}

/** Passes calls on in batches, one at a time. */
export const newDelivery = ({ every, most }: Batches, parts: Parts): Delivery => {
  const { hold, ledger, log, metrics, name, sink } = parts;
  let taking = Promise.resolve();
  let isTaking = false;
  let isFinishing = false;
  /** What was not taken, and is told again. */
  let again: ReadonlyArray<Edge> = [];
  let isHeld = false;

  const holding = (next: boolean): void => {
    if (next === isHeld) return;
    isHeld = next;
    metrics.paused.set(next ? 1 : 0);
    hold(next);
  };

  const failing =
    (edges: ReadonlyArray<Edge>) =>
    (error: unknown): void => {
      again = edges;
      log.error('observed calls were not taken: they are told again', { edges: edges.length, error });
    };

  const tell = (edges: ReadonlyArray<Edge>): void => {
    const failed = failing(edges);
    try {
      const taken = sink.observed(edges);
      if (!(taken instanceof Promise)) return;
      isTaking = true;
      taking = taken.catch(failed).then(settled);
    } catch (error) {
      failed(error);
    }
  };

  const pass = (): void => {
    if (isTaking) return;
    const edges = again.length > 0 ? again : ledger.take(name);
    again = [];
    if (edges.length === 0) return;
    metrics.told.inc(edges.length);
    tell(edges);
  };

  const settled = (): void => {
    isTaking = false;
    if (!isFinishing) check();
  };

  const check = (): void => {
    // A batch that was not taken waits for its turn, lest it be told in vain for each message.
    if (ledger.waiting >= most && again.length === 0) pass();
    holding((isTaking || again.length > 0) && ledger.waiting >= most);
  };

  const timer = setInterval(() => {
    pass();
    check();
  }, every);
  return {
    check,
    isHolding: () => isHeld,
    finish: async () => {
      clearInterval(timer);
      isFinishing = true;
      await taking;
      // Once for what was not taken before, and once for what has been seen since.
      pass();
      await taking;
      pass();
      await taking;
      holding(false);
    }
  };
};
