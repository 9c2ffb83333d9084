import type { Domain, FenceStatus } from '../model/Fence.js';
import { byText } from '../order.js';
import type { NamedDomain } from './domains.js';
import { longest } from './expiry/Clock.js';
import type { LearnedStates } from './expiry/learnedStates.js';
import type { Learned } from './learn/Learned.js';
import type { Grown } from './Seed.js';

type Named<A> = readonly [string, A];

const byName = <A>([a]: Named<A>, [b]: Named<A>): number => byText(a, b);

const sortedRecord = <A>(entries: ReadonlyArray<Named<A>>): Readonly<Record<string, A>> =>
  Object.fromEntries(entries.toSorted(byName));

/** Two accounts of one host: all of their hosts, and the state that keeps it the longest. */
const merged = (a: Domain, b: Domain): Domain => {
  const [first, ...rest] = a.hosts;
  const others = [...new Set([...rest, ...b.hosts])].filter(host => host !== first).sort(byText);
  return { hosts: first === undefined ? others : [first, ...others], state: longest([a.state, b.state]) };
};

/** A seed's own domain goes by the name that the user gave it: `namespace/host` stays that. */
const named = ({ seed }: Grown, [name, domain]: NamedDomain): NamedDomain => [
  seed.form._tag === 'Qualified' && name === seed.host ? `${seed.form.namespace}/${name}` : name,
  seed.state === 'ACTIVE' ? domain : { ...domain, state: seed.state }
];

/** What `status.domains` says: every seed and every alias, each with the hosts that it brings. */
const domains = (grown: ReadonlyArray<Grown>): ReadonlyMap<string, Domain> => {
  const found = new Map<string, Domain>();
  for (const each of grown) {
    if (!each.seed.inStatus) continue;
    for (const account of each.closure.domains) {
      const [name, domain] = named(each, account);
      const known = found.get(name);
      found.set(name, known === undefined ? domain : merged(known, domain));
    }
  }
  return found;
};

/** The status that a fence shall have: its hosts and their states, and what must be remembered of its edges. */
export const status = (
  grown: ReadonlyArray<Grown>,
  learned: ReadonlyArray<Learned>,
  { states, lastSeen, lastShrink }: LearnedStates
): FenceStatus => {
  const listed = domains(grown);
  const tombstones = [...states]
    .filter(([host, state]) => state === 'EXPIRE' && !listed.has(host))
    .map(([host, state]): Named<Domain> => [host, { hosts: [host], state }]);
  const remembered = learned.filter(({ host }) => states.get(host) !== 'EXPIRE');
  return {
    domains: sortedRecord([...listed, ...tombstones]),
    metrics: sortedRecord(remembered.map(({ host, value }): Named<string> => [host, value])),
    lastSeen: sortedRecord(Object.entries(lastSeen)),
    lastShrink
  };
};
