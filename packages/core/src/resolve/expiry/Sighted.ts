import type { Host } from '../../model/Host.js';
import type { Instant } from '../../model/Instant.js';
import type { Learned } from '../learn/Learned.js';
import type { Leads } from './Leads.js';

/** When a host was last seen: by its own name, and elsewhere, where calls to it may lead. */
export interface Sighted {
  readonly own: Instant | undefined;
  readonly elsewhere: Instant | undefined;
}

type At = Instant | undefined;

const later = (a: At, b: At): At => (a === undefined || b === undefined ? (a ?? b) : Math.max(a, b));

/** When the hosts of a fence were last seen, learned or not: as its status remembers it, or later. */
export const sightedBy = (
  learned: ReadonlyArray<Learned>,
  remembered: Readonly<Record<string, Instant>>,
  leads: Leads
): ((host: Host) => Sighted) => {
  const own = (host: Host): At => later(remembered[host], learned.find(each => each.host === host)?.lastSeen);
  return host => ({ own: own(host), elsewhere: leads(host).map(own).reduce(later, undefined) });
};
