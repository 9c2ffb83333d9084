import type { Edge } from '../../model/Edge.js';
import type { DomainState } from '../../model/Fence.js';
import type { Duration, Instant } from '../../model/Instant.js';
import { second } from '../../model/Instant.js';
import type { Mesh } from '../../model/Mesh.js';
import { heardIn } from './Heard.js';
import { watches, watchOver } from './Watch.js';
import type { Watch, Watches } from './Watch.js';

/** The time, and who was watching until then. */
export interface Time {
  readonly now: Instant;
  readonly watches: Watches;
}

/** Undefined where nobody has said what time it is. */
export const timeOf = ({ now, sources }: Mesh): Time | undefined =>
  now === undefined ? undefined : { now, watches: watches(sources, now) };

/** The time, and who was watching one workload until then. */
export interface Clock {
  readonly now: Instant;
  readonly watch: Watch;
}

/** The clock of the workload whose calls these edges are. */
export const clockFor = ({ now, watches: all }: Time, edges: ReadonlyArray<Edge>): Clock => ({
  now,
  watch: watchOver(all, heardIn(edges))
});

/**
 * How coarsely last sightings are remembered, so that a busy mesh does not rewrite statuses all day: a sixteenth of
 * the time after which they matter, a minute at least.
 */
export const grain = (after: Duration): Duration => Math.max(60 * second, Math.ceil(after / 16));

/** How long a host that is due stays in scope, as EXPIREWAIT, before it leaves. */
export const grace = (after: Duration): Duration => Math.max(60 * second, Math.ceil(after / 10));

/** An instant, as coarsely as it is remembered. */
export const coarse = (at: Instant, after: Duration): Instant => Math.floor(at / grain(after)) * grain(after);

/** The state of a host that was last called (coarsely) so long ago. Never early: the coarseness is added. */
export const stateAfter = (elapsed: Duration, after: Duration): DomainState => {
  const due = after + grain(after);
  return elapsed < due ? 'ACTIVE' : elapsed < due + grace(after) ? 'EXPIREWAIT' : 'EXPIRE';
};

const order: ReadonlyArray<DomainState> = ['ACTIVE', 'EXPIREWAIT', 'EXPIRE'];

/** The state that keeps a host in scope the longest. */
export const longest = (states: ReadonlyArray<DomainState>): DomainState =>
  order.find(state => states.includes(state)) ?? 'ACTIVE';
