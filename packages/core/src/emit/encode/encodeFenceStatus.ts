import type { Domain, FenceStatus } from '../../model/Fence.js';
import type { Instant } from '../../model/Instant.js';
import type { JsonObject } from '../../model/Json.js';
import * as Fields from './Fields.js';
import * as Timestamp from './Timestamp.js';

/** The key of a destination in `metricStatus`: a metric's label set, as Prometheus writes it. */
const metricKey = (destination: string): string => `{destination_service="${destination}"}`;

const mapped = <A>(
  record: Readonly<Record<string, A>>,
  toField: (value: A) => JsonObject[string]
): JsonObject => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, toField(value)]));

const encodeDomain = ({ hosts, state }: Domain): JsonObject =>
  Fields.filled({ hosts, status: state === 'ACTIVE' ? undefined : state });

const encodeMetrics = (metrics: FenceStatus['metrics']): JsonObject =>
  Object.fromEntries(Object.entries(metrics).map(([destination, value]) => [metricKey(destination), value]));

const encodeLastSeen = (lastSeen: Readonly<Record<string, Instant>>): JsonObject =>
  Fields.defined(
    Object.fromEntries(Object.entries(lastSeen).map(([host, at]) => [host, Timestamp.ofInstant(at)] as const))
  );

/** A ServiceFence's status: the tutorial's fields, then what expiry needs. Nothing to say is `{}`. */
export const encodeFenceStatus = (status: FenceStatus): JsonObject =>
  Fields.filled({
    domains: mapped(status.domains, encodeDomain),
    metricStatus: encodeMetrics(status.metrics),
    lastSeen: encodeLastSeen(status.lastSeen),
    lastShrink: Timestamp.ofInstant(status.lastShrink)
  });
