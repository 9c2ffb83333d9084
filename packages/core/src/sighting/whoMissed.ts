import { shownName } from '../hearing/shownName.js';
import type { Instant } from '../model/Instant.js';
import { tenants } from './AddressBook.js';
import type { AddressBook } from './AddressBook.js';
import type { CallerPod } from './CallerPod.js';
import type { Reporter } from './Reporter.js';
import type { Sighting } from './Sighting.js';
import { parseAddress } from './SocketAddress.js';
import { whoCalls } from './whoCalls.js';
import type { WhyNot } from './WhyNot.js';

/** What people may have taken for a call who ask why it was not learned. */
const missable: ReadonlySet<WhyNot> = new Set([
  'probe',
  'unreached',
  'caller-ambiguous',
  'caller-contradicted',
  'destination-missing',
  'destination-invalid',
  'destination-local',
  'destination-unknown'
]);

const nobody: ReadonlyArray<CallerPod> = [];

/** Of those who share a machine's address, so many are named. */
const mostSharing = 20;

type GlobalSidecar = Extract<Reporter, { readonly _tag: 'GlobalSidecar' }>;

/** All who had the address of the caller, or of them those of the namespace that is said. */
const candidates = (sighting: Sighting, book: AddressBook, receivedAt: Instant): ReadonlyArray<CallerPod> => {
  const { peer, sourceNamespace, startedAt = receivedAt } = sighting;
  const found = peer === undefined ? [] : tenants(book, peer.address, Math.min(startedAt, receivedAt));
  const all = [...new Map(found.map(({ caller }) => [caller.key, caller])).values()];
  const said = all.filter(({ namespace }) => namespace === sourceNamespace);
  return (said.length > 0 ? said : all).slice(0, mostSharing);
};

const byAddress = (
  why: WhyNot,
  sighting: Sighting,
  reporter: GlobalSidecar,
  book: AddressBook,
  receivedAt: Instant
): ReadonlyArray<CallerPod> => {
  const { serves } = reporter;
  if (why.startsWith('caller-'))
    return candidates(sighting, book, receivedAt).filter(
      ({ namespace }) => serves === undefined || serves === namespace
    );
  const caller = whoCalls(sighting, reporter, book, receivedAt);
  return 'why' in caller ? nobody : [caller];
};

/**
 * Who may miss the call that an entry does not show, for a reason; nobody where nobody would look for one.
 *
 * Several only where they share an address.
 */
export const whoMissed = (
  why: WhyNot,
  sighting: Sighting,
  reporter: Reporter,
  book: AddressBook,
  receivedAt: Instant
): ReadonlyArray<CallerPod> => {
  if (!missable.has(why) || reporter._tag === 'Stranger') return nobody;
  return reporter._tag === 'Caller'
    ? [reporter.caller]
    : byAddress(why, sighting, reporter, book, receivedAt);
};

/** Where an entry says that it was to go: the authority, or the original destination; undefined where that cannot be said. */
export const soughtIn = (
  { authority, local, originalDestination }: Sighting,
  { _tag }: Reporter
): string | undefined => {
  const original = _tag === 'GlobalSidecar' ? parseAddress(originalDestination) : local;
  return shownName(authority === '' ? (original?.address ?? '') : authority);
};
