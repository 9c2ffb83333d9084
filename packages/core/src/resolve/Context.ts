import type { Diagnosed } from '../Diagnosed.js';
import type { Registry } from '../indexing/Registry.js';
import type { Edge } from '../model/Edge.js';
import type { Admission } from './admission.js';
import type { Egress } from './egress.js';
import type { Expander } from './Expander.js';
import type { Clock } from './expiry/Clock.js';
import type { Complete } from './learn/destination.js';
import type { Seed } from './Seed.js';

/** What is looked at to understand an entry that somebody wrote. */
export interface Surroundings {
  readonly index: Registry;
  readonly admission: Admission;
}

/** What resolving one fence looks at, beside the fence and its edges. */
export interface Context extends Surroundings {
  readonly expander: Expander;
  readonly egress: Egress;
  /** Completes destinations as the callers of a namespace mean them. */
  readonly completeFor: (namespace: string) => Complete;
  /** The targets of dispatch rules, for the fences of a namespace. */
  readonly dispatchSeeds: (namespace: string) => Diagnosed<ReadonlyArray<Seed>>;
  /** The time, as it counts for the caller of some edges: who asks is resolved again when it has changed. */
  readonly clock: (edges: ReadonlyArray<Edge>) => Clock | undefined;
}
