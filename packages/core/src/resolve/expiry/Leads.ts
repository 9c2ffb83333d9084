import type { Host } from '../../model/Host.js';
import type { Learned } from '../learn/Learned.js';

/**
 * The other hosts that a fence has learned and to which calls to a host may lead.
 *
 * Whoever counts calls where they arrive names the host that a route has chosen, not the one that was called: so a sighting
 * of these may be one of the host.
 */
export type Leads = (host: Host) => ReadonlyArray<Host>;

const nowhere: ReadonlyArray<Host> = [];

/** Where a host leads by way of another learned one counts too: so it is all the same who remembers a sighting. */
export const leadsAmong = (
  learned: ReadonlyArray<Learned>,
  leadsTo: (host: Host) => ReadonlyArray<Host>
): Leads => {
  const known = new Set(learned.map(({ host }) => host));
  return host => {
    if (leadsTo(host).length === 0) return nowhere;
    const reached = new Set([host]);
    for (const from of reached) for (const to of leadsTo(from)) if (known.has(to)) reached.add(to);
    reached.delete(host);
    return [...reached];
  };
};
