import type { Duration, Instant } from '../model/Instant.js';
import { second } from '../model/Instant.js';
import type { Key } from '../model/Meta.js';
import type { CallerPod } from './CallerPod.js';

/** A pod's hold on an address: from when, and until when. Undefined: from before anybody looked, and still. */
export interface Tenancy {
  readonly pod: Key;
  readonly caller: CallerPod;
  /** The address is the machine's: others use it as well. */
  readonly hostNetwork: boolean;
  readonly since: Instant | undefined;
  readonly until: Instant | undefined;
}

/** How far clocks, and news of pods, may be off. */
const slack: Duration = 30 * second;

/** How long before a tenancy, or after it, an instant is; 0 within. */
const distance = ({ since = -Infinity, until = Infinity }: Tenancy, at: Instant): Duration =>
  at < since ? since - at : at > until ? at - until : 0;

const latest = (tenancies: ReadonlyArray<Tenancy>): ReadonlyArray<Tenancy> => {
  const since = (tenancy: Tenancy): number => tenancy.since ?? -Infinity;
  const [first, ...others] = tenancies;
  if (first === undefined) return [];
  return [others.reduce((best, each) => (since(each) >= since(best) ? each : best), first)];
};

const nearest = (tenancies: ReadonlyArray<Tenancy>, at: Instant): ReadonlyArray<Tenancy> => {
  const best = Math.min(...tenancies.map(each => distance(each, at)));
  return best > slack ? [] : tenancies.filter(each => distance(each, at) === best);
};

/**
 * Who of an address's tenants can have been there at an instant: one pod, or several that share a machine's address.
 *
 * Whoever has an address to itself goes before those who share it. An address that is given to another pod is no longer
 * the first one's, though news of its end may come later: the last to come counts.
 */
export const present = (tenancies: ReadonlyArray<Tenancy>, at: Instant): ReadonlyArray<Tenancy> => {
  const [only] = tenancies;
  if (only !== undefined && tenancies.length === 1) return distance(only, at) > slack ? [] : tenancies;
  const own = tenancies.filter(({ hostNetwork }) => !hostNetwork);
  const shared = tenancies.filter(({ hostNetwork }) => hostNetwork);
  const found = latest(own.filter(each => distance(each, at) === 0));
  if (found.length > 0) return found;
  const sharing = shared.filter(each => distance(each, at) === 0);
  return sharing.length > 0 ? sharing : latest(nearest(own, at));
};
