import type { Domain, DomainState, FenceStatus } from '../model/Fence.js';
import type { Host } from '../model/Host.js';
import { by, byText } from '../order.js';
import type { Derived } from './derive.js';
import type { Closure } from './Expander.js';
import { longest } from './expiry/Clock.js';
import type { LearnedStates } from './expiry/learnedStates.js';
import type { Learned } from './learn.js';
import type { Seed } from './Seed.js';

/** Hosts that stand in a status by themselves, as the tutorial has it: aliases do, destinations of VirtualServices do not. */
const isOwn = ({ reason }: Derived): boolean => reason.kind === 'alias' || reason.kind === 'short-name';

/** The hosts that a host brings along without becoming another name. */
const broughtAlong = (root: Host, derived: ReadonlyArray<Derived>): ReadonlyArray<Host> => {
  const followed = derived.filter(each => !isOwn(each));
  const reached = new Set([root]);
  for (const from of reached) {
    for (const { host, reason } of followed) if (reason.from === from) reached.add(host);
  }
  reached.delete(root);
  return [...reached].sort(byText);
};

const sortedRecord = <A>(entries: Iterable<readonly [string, A]>): Readonly<Record<string, A>> =>
  Object.fromEntries([...entries].sort(by(([key]) => key)));

const isWhole = ({ form }: Seed): boolean => form._tag === 'Namespace' || form._tag === 'Everything';

const domainOf = (seed: Seed, closure: Closure, state: DomainState): Domain =>
  isWhole(seed)
    ? {
        hosts: [...new Set(closure.derived.filter(each => !isOwn(each)).map(({ host }) => host))].sort(
          byText
        ),
        state
      }
    : { hosts: [seed.host, ...broughtAlong(seed.host, closure.derived)], state };

/** What `status.domains` says: every seed and every alias, each with the hosts that it brings. */
const domains = (
  seeds: ReadonlyArray<Seed>,
  closureOf: (seed: Seed) => Closure
): Readonly<Record<string, Domain>> => {
  const found = new Map<string, Domain>();
  const keyOf = ({ host, form }: Seed): string =>
    form._tag === 'Qualified' ? `${form.namespace}/${host}` : host;
  const put = (key: string, domain: Domain): void => {
    const known = found.get(key);
    found.set(key, known === undefined ? domain : { ...domain, state: longest([known.state, domain.state]) });
  };
  for (const seed of seeds) {
    const closure = closureOf(seed);
    put(keyOf(seed), domainOf(seed, closure, seed.state));
    for (const each of closure.derived.filter(isOwn)) {
      put(each.host, { hosts: [each.host, ...broughtAlong(each.host, closure.derived)], state: seed.state });
    }
  }
  return sortedRecord(found);
};

/** The status that a fence shall have: its hosts and their states, and what must be remembered of its edges. */
export const status = (
  seeds: ReadonlyArray<Seed>,
  learned: ReadonlyArray<Learned>,
  { states, lastSeen, lastShrink }: LearnedStates,
  closureOf: (seed: Seed) => Closure
): FenceStatus => {
  const gone = [...states].filter(([, state]) => state === 'EXPIRE').map(([host]) => host);
  const listed = domains(
    seeds.filter(({ inStatus }) => inStatus),
    closureOf
  );
  const tombstones = gone
    .filter(host => !Object.hasOwn(listed, host))
    .map((host): readonly [string, Domain] => [host, { hosts: [host], state: 'EXPIRE' }]);
  return {
    domains: sortedRecord([...Object.entries(listed), ...tombstones]),
    metrics: sortedRecord(
      learned
        .filter(({ host }) => states.get(host) !== 'EXPIRE')
        .map(({ host, value }) => [host, value] as const)
    ),
    lastSeen: sortedRecord(Object.entries(lastSeen)),
    lastShrink
  };
};
