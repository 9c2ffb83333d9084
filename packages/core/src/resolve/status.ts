import type { Domain, FenceStatus } from '../model/Fence.js';
import { byText } from '../order.js';
import { recordOf } from '../record.js';
import type { NamedDomain } from './domains.js';
import { longest } from './expiry/Clock.js';
import type { LearnedStates } from './expiry/learnedStates.js';
import type { Learned } from './learn/Learned.js';
import type { Grown, Seed } from './Seed.js';

/** Two accounts of one host: all of their hosts, and the state that keeps it the longest. */
const merged = (a: Domain, b: Domain): Domain => {
  const [first, ...rest] = a.hosts;
  const others = [...new Set([...rest, ...b.hosts])].filter(host => host !== first).sort(byText);
  return { hosts: first === undefined ? others : [first, ...others], state: longest([a.state, b.state]) };
};

/** A seed's own domain goes by the name that the user gave it: `namespace/host` stays that. */
const named = ({ form, host, state }: Seed, account: NamedDomain): NamedDomain => {
  if (form._tag !== 'Qualified' && state === 'ACTIVE') return account;
  const [name, domain] = account;
  const given = form._tag === 'Qualified' && name === host ? `${form.namespace}/${name}` : name;
  return [given, { ...domain, state }];
};

/** A host that has expired brings nothing along any more. */
const alone = ({ host }: Seed): ReadonlyArray<NamedDomain> => [[host, { hosts: [host], state: 'EXPIRE' }]];

/** What `status.domains` says: every seed and every alias, each with the hosts that it brings. */
const domains = (grown: ReadonlyArray<Grown>): Map<string, Domain> => {
  const found = new Map<string, Domain>();
  for (const { seed, closure } of grown) {
    if (!seed.inStatus) continue;
    for (const account of seed.state === 'EXPIRE' ? alone(seed) : closure.domains) {
      const [name, domain] = named(seed, account);
      const known = found.get(name);
      found.set(name, known === undefined ? domain : merged(known, domain));
    }
  }
  return found;
};

/** A learned host that has expired stays known, so that its old evidence does not bring it back. */
const addTombstones = (listed: Map<string, Domain>, states: LearnedStates['states']): void => {
  for (const [host, state] of states) {
    if (state === 'EXPIRE' && !listed.has(host)) listed.set(host, { hosts: [host], state });
  }
};

const sameKey = (key: string): string => key;

/** The status that a fence shall have: its hosts and their states, and what must be remembered of its edges. */
export const status = (
  grown: ReadonlyArray<Grown>,
  learned: ReadonlyArray<Learned>,
  { states, lastSeen, lastShrink }: LearnedStates
): FenceStatus => {
  const listed = domains(grown);
  addTombstones(listed, states);
  const none: Domain = { hosts: [], state: 'ACTIVE' };
  return {
    domains: recordOf([...listed.keys()].sort(byText), sameKey, host => listed.get(host) ?? none),
    metrics: recordOf(
      learned.filter(({ host }) => states.get(host) !== 'EXPIRE'),
      ({ host }) => host,
      ({ value }) => value
    ),
    lastSeen: recordOf(Object.keys(lastSeen).sort(byText), sameKey, host => lastSeen[host] ?? 0),
    lastShrink
  };
};
