import { groupBy } from '../groupBy.js';
import type { Domain } from '../model/Fence.js';
import type { Host } from '../model/Host.js';
import { byText } from '../order.js';
import type { Derived } from './derive.js';

/** What `status.domains` says of one host, as long as it is active. */
export type NamedDomain = readonly [string, Domain];

/** Hosts that stand in a status by themselves, as the tutorial has it: aliases do, destinations of VirtualServices do not. */
const isOwn = ({ reason }: Derived): boolean => reason.kind === 'alias' || reason.kind === 'short-name';

/** Hosts by the host that they follow from. */
type Followers = ReadonlyMap<Host, ReadonlyArray<Derived>>;

const followersOf = (derived: ReadonlyArray<Derived>): Followers =>
  groupBy(
    derived.filter(each => !isOwn(each)),
    ({ reason }) => reason.from
  );

/** The hosts that a host brings along without becoming another name. */
const broughtAlong = (root: Host, followers: Followers): ReadonlyArray<Host> => {
  const reached = new Set([root]);
  for (const from of reached) for (const { host } of followers.get(from) ?? []) reached.add(host);
  reached.delete(root);
  return [...reached].sort(byText);
};

const ownNames = (derived: ReadonlyArray<Derived>): ReadonlyArray<Host> => [
  ...new Set(derived.filter(isOwn).map(({ host }) => host))
];

const domain = (host: Host, followers: Followers): NamedDomain => [
  host,
  { hosts: [host, ...broughtAlong(host, followers)], state: 'ACTIVE' }
];

/** The domains of a host and of the aliases that follow from it, each with the hosts that it brings along. */
export const domainsOf = (root: Host, derived: ReadonlyArray<Derived>): ReadonlyArray<NamedDomain> => {
  const followers = followersOf(derived);
  return [root, ...ownNames(derived)].map(host => domain(host, followers));
};

/** The domains of `namespace/*`: the hosts beyond the namespace that its members bring along, and their aliases. */
export const domainsOfNamespace = (
  namespace: string,
  derived: ReadonlyArray<Derived>
): ReadonlyArray<NamedDomain> => {
  const followers = followersOf(derived);
  const beyond = [...new Set([...followers.values()].flat().map(({ host }) => host))].sort(byText);
  return [
    [`${namespace}/*`, { hosts: beyond, state: 'ACTIVE' }],
    ...ownNames(derived).map(host => domain(host, followers))
  ];
};
