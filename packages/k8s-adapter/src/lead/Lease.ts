import { managedBy } from '@meshfence/core';
import type { Json, JsonObject } from '@meshfence/core';
import { kinds, preferred } from '../discovery/kinds.js';
import type { Resource } from '../discovery/Resource.js';
import { isObject } from '../json.js';
import type { Timings } from './Timings.js';

export const leases: Resource = preferred(kinds.Lease);

/** Which lease. */
export interface LeaseName {
  readonly namespace: string;
  readonly name: string;
}

/** A lease as a server has it. */
export interface Lease {
  /** All of it: what others have put there stays there. */
  readonly object: JsonObject;
  /** Its resourceVersion, which each write changes. */
  readonly version: string;
  /** Empty when nobody holds it. */
  readonly holder: string;
  /** How long it is the holder's, in milliseconds; undefined when it does not say. */
  readonly duration: number | undefined;
}

const part = (object: JsonObject, name: string): JsonObject => {
  const value = object[name];
  return isObject(value) ? value : {};
};

const positive = (value: Json | undefined): number | undefined =>
  typeof value === 'number' && value > 0 ? value : undefined;

/** An answer as a lease; undefined when it is none. One without a holder is one, whatever else it lacks. */
export const leaseOf = (answer: Json): Lease | undefined => {
  if (!isObject(answer) || answer['kind'] !== leases.kind) return undefined;
  const { resourceVersion: version } = part(answer, 'metadata');
  const { holderIdentity: holder, leaseDurationSeconds } = part(answer, 'spec');
  const seconds = positive(leaseDurationSeconds);
  if (typeof version !== 'string' || version === '') return undefined;
  return {
    object: answer,
    version,
    holder: typeof holder === 'string' ? holder : '',
    duration: seconds === undefined ? undefined : seconds * 1000
  };
};

/** A MicroTime, other than the one that is there: a write that changes nothing would leave the version as it is. */
const microTime = (date: Date, old?: Json): string => {
  const time = date.toISOString().replace('Z', '000Z');
  return time === old ? time.replace('000Z', '001Z') : time;
};

const secondsOf = ({ leaseDuration }: Timings): number => leaseDuration / 1000;

/** The lease as a candidate would hold it: one that it holds already is renewed, any other changes hands. */
export const claimed = (
  { holder, object }: Lease,
  identity: string,
  timings: Timings,
  date: Date
): JsonObject => {
  const { acquireTime, leaseTransitions, renewTime, ...rest } = part(object, 'spec');
  const now = microTime(date, renewTime);
  const stays = holder === identity;
  const spec = {
    ...rest,
    holderIdentity: identity,
    leaseDurationSeconds: secondsOf(timings),
    acquireTime: stays && typeof acquireTime === 'string' ? acquireTime : now,
    renewTime: now,
    leaseTransitions: (positive(leaseTransitions) ?? 0) + (stays ? 0 : 1)
  };
  return { ...object, spec };
};

/** A lease where there was none. */
export const firstLease = (
  { name, namespace }: LeaseName,
  identity: string,
  timings: Timings,
  date: Date
): JsonObject => ({
  apiVersion: leases.apiVersion,
  kind: leases.kind,
  metadata: { name, namespace, labels: { [managedBy.key]: managedBy.value } },
  spec: {
    holderIdentity: identity,
    leaseDurationSeconds: secondsOf(timings),
    acquireTime: microTime(date),
    renewTime: microTime(date),
    leaseTransitions: 0
  }
});

/** The lease without a holder; others need not wait for a second. As client-go leaves it. */
export const released = ({ object }: Lease, date: Date): JsonObject => {
  const spec = part(object, 'spec');
  const now = microTime(date, spec['renewTime']);
  return {
    ...object,
    spec: { ...spec, holderIdentity: '', leaseDurationSeconds: 1, acquireTime: now, renewTime: now }
  };
};
