import type { Instant } from '../model/Instant.js';
import { tenants } from './AddressBook.js';
import type { AddressBook } from './AddressBook.js';
import type { CallerPod } from './CallerPod.js';
import type { Reporter } from './Reporter.js';
import type { Sighting } from './Sighting.js';
import type { Tenancy } from './Tenancy.js';
import { noCall } from './WhyNot.js';
import type { NoCall } from './WhyNot.js';

/** Envoy, and routes of ours, write a hyphen where they know no namespace. */
const isSaid = (namespace: string): boolean => namespace !== '' && namespace !== '-';

/** Processes and masked pods share a machine's address, so there a namespace must be said, and one workload fit it. */
const amongSharing = (sharing: ReadonlyArray<Tenancy>, namespace: string): CallerPod | NoCall => {
  const [first, ...others] = sharing.filter(({ caller }) => caller.namespace === namespace);
  if (first === undefined) return noCall(isSaid(namespace) ? 'caller-contradicted' : 'caller-ambiguous');
  const isOne = others.every(({ caller }) => caller.key === first.caller.key);
  return isOne ? first.caller : noCall('caller-ambiguous');
};

/** The pod at the other end of a connection to a global-sidecar. */
const byAddress = (sighting: Sighting, book: AddressBook, receivedAt: Instant): CallerPod | NoCall => {
  const { peer, sourceNamespace, startedAt = receivedAt } = sighting;
  if (peer === undefined) return noCall('caller-missing');
  const found = tenants(book, peer.address, Math.min(startedAt, receivedAt));
  const [tenant] = found;
  if (tenant === undefined) return noCall('caller-unknown');
  if (tenant.hostNetwork) return amongSharing(found, sourceNamespace);
  const isContradicted = isSaid(sourceNamespace) && sourceNamespace !== tenant.caller.namespace;
  return isContradicted ? noCall('caller-contradicted') : tenant.caller;
};

/** Who called: the reporter itself, or for a global-sidecar whoever had the peer's address when the request began. */
export const whoCalls = (
  sighting: Sighting,
  reporter: Exclude<Reporter, { readonly _tag: 'Stranger' }>,
  book: AddressBook,
  receivedAt: Instant
): CallerPod | NoCall => {
  if (reporter._tag === 'Caller') return reporter.caller;
  const found = byAddress(sighting, book, receivedAt);
  const { serves } = reporter;
  return 'why' in found || serves === undefined || serves === found.namespace ? found : noCall('distrusted');
};
