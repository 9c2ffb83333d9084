import type { Instant } from '@meshfence/core';
import type { Observation } from './Observation.js';

/** How it stands with a source, told slowly: what heals by itself at once is not worth a word. */
export interface SourceHealth {
  readonly name: string;
  /** What is wrong, and what to do; empty where all is well. */
  readonly troubles: ReadonlyArray<string>;
}

/** How long something must be wrong before it is said: each word of it is a write for every fence. Milliseconds. */
const patience: Instant.Duration = 120_000;

/** What is remembered of a source from one look to the next. */
interface Memory {
  readonly health: SourceHealth | undefined;
  /** Since when something is wrong. */
  readonly since: Instant.Instant | undefined;
}

const next = (before: Memory | undefined, observation: Observation, now: Instant.Instant): Memory => {
  const { name } = observation;
  const troubles = observation.troubles();
  if (troubles.length === 0)
    return { since: undefined, health: observation.hasBegun ? { name, troubles } : before?.health };
  const since = before?.since ?? now;
  return { since, health: now - since >= patience ? { name, troubles } : before?.health };
};

/** How it stands with all sources; undefined while that is not known of one of them. */
export interface Health {
  readonly look: (all: ReadonlyArray<Observation>) => ReadonlyArray<SourceHealth> | undefined;
}

export const newHealth = (now: () => Instant.Instant): Health => {
  let memories: ReadonlyMap<Observation, Memory> = new Map();
  return {
    look: all => {
      memories = new Map(all.map(each => [each, next(memories.get(each), each, now())]));
      const known = [...memories.values()].flatMap(({ health }) => (health === undefined ? [] : [health]));
      return known.length === memories.size ? known : undefined;
    }
  };
};
