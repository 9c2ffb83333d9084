import type { JsonObject } from '../../src/index.js';
import type { AccessLogMessage } from './Case.js';
import { isObject, objectAt, ofKind, textAt } from './Store.js';
import type { Store } from './Store.js';

/** How often each caller (`namespace/name`) was seen asking for each authority. */
export type Calls = ReadonlyMap<string, ReadonlyMap<string, number>>;

const list = (value: JsonObject[string] | undefined): ReadonlyArray<JsonObject> =>
  Array.isArray(value) ? value.filter(isObject) : [];

const nameOf = (object: JsonObject): string => {
  const metadata = objectAt(object, 'metadata');
  return `${textAt(metadata, 'namespace')}/${textAt(metadata, 'name')}`;
};

const endpointAddresses = (endpoints: JsonObject): ReadonlyArray<string> =>
  list(endpoints['subsets'])
    .flatMap(subset => list(subset['addresses']))
    .map(address => textAt(address, 'ip'));

/** The Services that have the address among their Endpoints. */
const callersAt = (store: Store, address: string): ReadonlyArray<string> =>
  ofKind(store, 'Endpoints')
    .filter(endpoints => endpointAddresses(endpoints).includes(address))
    .map(nameOf);

/** Only the inbound log tells who called: `inbound|port|subset|host`. */
const isInbound = ({ upstreamCluster = 'inbound|9080||' }: AccessLogMessage): boolean => {
  const parts = upstreamCluster.split('|');
  return parts.length === 4 && parts[0] === 'inbound';
};

/** The first entry of a message with a `shape` is spoilt; the others are good. */
const authoritiesOf = ({ authority, shape }: AccessLogMessage): ReadonlyArray<string> => {
  const all = typeof authority === 'string' ? [authority] : authority;
  return shape === undefined ? all : all.slice(1);
};

const addCall = (calls: Calls, caller: string, authority: string): Calls => {
  const seen = calls.get(caller) ?? new Map<string, number>();
  return new Map(calls).set(caller, new Map(seen).set(authority, (seen.get(authority) ?? 0) + 1));
};

/** The calls seen so far and those of one more message, as a receiver of access logs counts them. */
export const receive = (store: Store, calls: Calls, message: AccessLogMessage): Calls => {
  if (!isInbound(message)) return calls;
  return callersAt(store, message.sourceIP).reduce(
    (byCaller, caller) => authoritiesOf(message).reduce((seen, to) => addCall(seen, caller, to), byCaller),
    calls
  );
};

/** The calls as an EdgeList. */
export const edgeListOf = (calls: Calls): JsonObject => ({
  apiVersion: 'meshfence.io/v1alpha1',
  kind: 'EdgeList',
  metadata: { name: 'als' },
  edges: [...calls].flatMap(([from, seen]) =>
    [...seen].map(([to, count]) => ({ from, to, evidence: [{ source: 'als', count }] }))
  )
});
