import type { Config, Hearing, Instant } from '@meshfence/core';
import type { Log } from '../log/Log.js';
import type { Metrics } from '../metrics/Metrics.js';
import type { EdgeBook } from './EdgeBook.js';
import { newHealth } from './Health.js';
import type { SourceHealth } from './Health.js';
import { newObservers } from './Observers.js';
import type { Sight, Sources } from './Sight.js';

/** The observation of calls, by the one replica that leads. */
export interface Learning {
  readonly configured: (config: Config) => void;
  readonly led: (isLeading: boolean) => void;
  /** Looks how it stands with the sources now. */
  readonly look: () => void;
  /** How it stood then; undefined where nobody observes yet, or that is not known. */
  readonly health: () => ReadonlyArray<SourceHealth> | undefined;
  readonly hearings: () => ReadonlyArray<Hearing>;
  readonly stop: () => Promise<void>;
}

export interface LearningOptions {
  readonly sources: Sources;
  readonly sight: Sight;
  readonly book: EdgeBook;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Instant.Instant;
  /** It stands otherwise with the sources than it did. */
  readonly changed: () => void;
}

/**
 * Has calls observed as the configuration says, while this replica leads.
 *
 * A follower would learn what it must not write. What its leader has learned it finds in the statuses when it leads itself.
 */
export const newLearning = ({ changed, now, sight, sources, ...parts }: LearningOptions): Learning => {
  const observers = newObservers({ ...parts, tried: () => look() });
  const health = newHealth(now);
  let config: Config | undefined;
  let isLeading = false;
  let known: ReadonlyArray<SourceHealth> | undefined;

  const want = (): void => observers.want(isLeading && config !== undefined ? sources(config, sight) : []);

  const look = (): void => {
    const before = JSON.stringify(known);
    const all = isLeading && config !== undefined ? observers.all() : undefined;
    known = all && health.look(all);
    if (known !== undefined && JSON.stringify(known) !== before) changed();
  };

  return {
    configured: next => {
      config = next;
      want();
    },
    led: next => {
      isLeading = next;
      known = undefined;
      want();
    },
    look,
    health: () => known,
    hearings: observers.hearings,
    stop: observers.stop
  };
};
