import type { Hearing } from '@meshfence/core';
import type { Log } from '../log/Log.js';
import type { Metrics } from '../metrics/Metrics.js';
import type { EdgeBook } from './EdgeBook.js';
import { Observation } from './Observation.js';
import type { WantedSource } from './Sight.js';

/** The sources of observed calls, as they are wanted. */
export interface Observers {
  /** From now on these sources are wanted, and no others. */
  readonly want: (wanted: ReadonlyArray<WantedSource>) => void;
  /** All that are wanted; undefined while some have yet to begin, or others to make way, and at the end. */
  readonly all: () => ReadonlyArray<Observation> | undefined;
  readonly hearings: () => ReadonlyArray<Hearing>;
  /** Ends all of them. Whatever is wanted afterwards, nothing begins. */
  readonly stop: () => Promise<void>;
}

export interface ObserversOptions {
  readonly book: EdgeBook;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'sourceUp' | 'sourceWatching'>;
  /** It is known what has become of the start of one of them. */
  readonly tried: () => void;
}

/** Starts what is wanted and stops what is not, one thing after the other: two may want the same port. */
export const newObservers = ({ book, log, metrics, tried }: ObserversOptions): Observers => {
  const running = new Map<string, Observation>();
  let latest: ReadonlyArray<WantedSource> = [];
  let doing = Promise.resolve();
  let isOver = false;

  const isSettled = (): boolean =>
    running.size === latest.length && latest.every(({ key }) => running.has(key));

  const end = async (key: string, observation: Observation): Promise<void> => {
    running.delete(key);
    try {
      await observation.stop();
    } catch (error) {
      log.error('a source of observed calls did not end well', { source: observation.name, error });
    }
  };

  const begin = ({ key, make, name }: WantedSource): void => {
    if (running.has(key)) return;
    running.set(key, new Observation({ name, make, sink: book.sink(name), log, metrics, tried }));
  };

  const follow = async (): Promise<void> => {
    const wanted = latest;
    const keys = new Set(wanted.map(({ key }) => key));
    await Promise.all([...running].filter(([key]) => !keys.has(key)).map(each => end(...each)));
    // Others may be wanted by now: it is their turn next, and some of those that run may be in their way.
    if (latest === wanted) wanted.forEach(begin);
  };

  const want = (wanted: ReadonlyArray<WantedSource>): Promise<void> => {
    latest = isOver ? [] : wanted;
    return (doing = doing.then(follow));
  };

  return {
    want: wanted => void want(wanted),
    all: () => (!isOver && isSettled() ? [...running.values()] : undefined),
    hearings: () => [...running.values()].flatMap(each => each.hearings()),
    stop: () => {
      isOver = true;
      return want([]);
    }
  };
};
