import type { Diagnosed } from '../Diagnosed.js';
import type { Index } from '../indexing/Index.js';
import type { Admission } from './admission.js';
import type { Expander } from './Expander.js';
import type { Clock } from './expiry/Clock.js';
import type { Seed } from './Seed.js';

/** What is looked at to understand an entry that somebody wrote. */
export interface Surroundings {
  readonly index: Index;
  readonly admission: Admission;
  readonly expander: Expander;
  readonly clock: Clock | undefined;
}

/** What resolving one fence looks at, beside the fence. */
export interface Context extends Surroundings {
  /** The targets of dispatch rules, for the fences of a namespace. */
  readonly dispatchSeeds: (namespace: string) => Diagnosed<ReadonlyArray<Seed>>;
}
