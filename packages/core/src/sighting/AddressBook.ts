import type { Duration, Instant } from '../model/Instant.js';
import { second } from '../model/Instant.js';
import { keyOf } from '../model/Meta.js';
import type { Key } from '../model/Meta.js';
import type { Pod } from '../model/Workload.js';
import * as Buckets from './Buckets.js';
import { toCallerPod } from './CallerPod.js';
import type { CallerPod } from './CallerPod.js';
import { present } from './Tenancy.js';
import type { Tenancy } from './Tenancy.js';

interface Known {
  readonly caller: CallerPod;
  readonly hostNetwork: boolean;
  readonly addresses: ReadonlyArray<string>;
}

/** Which pods have, and had, which addresses. */
export interface AddressBook {
  readonly tenancies: Buckets.Buckets<ReadonlyArray<Tenancy>>;
  readonly pods: Buckets.Buckets<Known>;
}

/** News of a pod. `since`: from when it has its addresses; undefined where it had them before anybody looked. */
export type PodChange =
  | { readonly _tag: 'Set'; readonly pod: Pod; readonly since: Instant | undefined }
  | { readonly _tag: 'Removed'; readonly key: Key };

export const emptyBook: AddressBook = { tenancies: Buckets.empty, pods: Buckets.empty };

/** How long it is remembered who had an address: entries come late, and those of long streams very late. */
const memory: Duration = 3600 * second;

/** A pod that has ended keeps its addresses in its status, though somebody else may have them. */
const hasEnded = ({ phase }: Pod): boolean => phase === 'Succeeded' || phase === 'Failed';

const toKnown = (pod: Pod): Known => ({
  caller: toCallerPod(pod),
  hostNetwork: pod.hostNetwork,
  addresses: hasEnded(pod) ? [] : pod.addresses.map(each => each.toLowerCase())
});

const isSame = (a: Known, b: Known): boolean =>
  a.caller.key === b.caller.key && a.hostNetwork === b.hostNetwork;

/** What changes, over what was before. */
interface Draft {
  readonly tenancies: Map<string, ReadonlyArray<Tenancy> | undefined>;
  readonly pods: Map<Key, Known | undefined>;
}

const isRemembered =
  (at: Instant) =>
  ({ until }: Tenancy): boolean =>
    until === undefined || until >= at - memory;

/** Works a change into a draft. */
const drafting = (book: AddressBook, draft: Draft, at: Instant) => {
  const tenanciesOf = (address: string): ReadonlyArray<Tenancy> =>
    (draft.tenancies.has(address) ? draft.tenancies.get(address) : Buckets.get(book.tenancies, address)) ??
    [];
  const put = (address: string, tenancies: ReadonlyArray<Tenancy>): void => {
    const kept = tenancies.filter(isRemembered(at));
    draft.tenancies.set(address, kept.length === 0 ? undefined : kept);
  };
  return {
    known: (key: Key): Known | undefined =>
      draft.pods.has(key) ? draft.pods.get(key) : Buckets.get(book.pods, key),
    end: (key: Key, address: string): void =>
      put(
        address,
        tenanciesOf(address).map(each =>
          each.pod === key && each.until === undefined ? { ...each, until: at } : each
        )
      ),
    begin: (pod: Key, address: string, { caller, hostNetwork }: Known, since: Instant | undefined): void => {
      const before = tenanciesOf(address);
      // Whoever follows somebody cannot have been there always.
      const from = since ?? (before.length === 0 ? undefined : at);
      put(address, [...before, { pod, caller, hostNetwork, since: from, until: undefined }]);
    }
  };
};

/**
 * The book after news of pods, in their order, that came at an instant.
 *
 * What is forgotten on the way are tenants who left long ago: of the same addresses, and of those that are kept beside them.
 */
export const withPods = (book: AddressBook, changes: ReadonlyArray<PodChange>, at: Instant): AddressBook => {
  const draft: Draft = { tenancies: new Map(), pods: new Map() };
  const { begin, end, known } = drafting(book, draft, at);
  for (const change of changes) {
    const key = change._tag === 'Set' ? keyOf(change.pod.meta) : change.key;
    const before = known(key);
    const after = change._tag === 'Set' ? toKnown(change.pod) : undefined;
    const stays = before !== undefined && after !== undefined && isSame(before, after);
    const since = change._tag === 'Set' && before === undefined ? change.since : at;
    for (const address of before?.addresses ?? [])
      if (!stays || !after.addresses.includes(address)) end(key, address);
    for (const address of after?.addresses ?? [])
      if (!stays || !before.addresses.includes(address)) begin(key, address, after as Known, since);
    draft.pods.set(key, after);
  }
  return {
    tenancies: Buckets.withValues(book.tenancies, draft.tenancies, all => all.some(isRemembered(at))),
    pods: Buckets.withValues(book.pods, draft.pods)
  };
};

/** Who can have had an address at an instant; several only where they share a machine's. */
export const tenants = (book: AddressBook, address: string, at: Instant): ReadonlyArray<Tenancy> => {
  const found = Buckets.get(book.tenancies, address);
  return found === undefined ? [] : present(found, at);
};

/** The pods that are there. */
export const podKeys = ({ pods }: AddressBook): ReadonlyArray<Key> => pods.flatMap(each => [...each.keys()]);
