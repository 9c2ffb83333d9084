import type { Caller, Edge } from '../model/Edge.js';
import { edgeKey } from '../model/edgeKey.js';
import { second } from '../model/Instant.js';
import type { Instant } from '../model/Instant.js';
import type { Labels } from '../model/Labels.js';
import { nowhere } from '../model/Origin.js';
import { by } from '../order.js';
import { known } from './callerOf.js';
import { gathered, noUse } from './NoUse.js';
import type { Found } from './NoUse.js';
import type { Call, Read, Sample, Witness } from './Sample.js';

/** The gauge in which receivers of access logs show what they have seen: seconds since 1970, of the last call of each edge. */
export const lastSeenMetric = 'meshfence_edge_last_seen_timestamp_seconds';

/** The labels that make one of its series another edge. */
export const lastSeenLabels = ['caller_namespace', 'caller', 'destination', 'port', 'protocol'] as const;

/** The gauge of the streams that are open to receivers; those whose label `kind` is `caller` are of callers' own sidecars. */
export const streamsMetric = 'meshfence_als_streams';

const callerOf = (labels: Labels): Caller | undefined => {
  const namespace = known(labels, 'caller_namespace');
  const name = known(labels, 'caller');
  return namespace === undefined || name === undefined ? undefined : { _tag: 'Named', namespace, name };
};

const portOf = (labels: Labels): number | undefined => {
  const port = Number(known(labels, 'port') ?? 0);
  return Number.isInteger(port) && port > 0 ? port : undefined;
};

/** When a call was last seen. A receiver whose clock is ahead has seen it now. */
const seenAt = ({ value }: Sample, { at }: Witness): Instant | undefined =>
  value > 0 ? Math.min(at, Math.floor(value * second)) : undefined;

const found = (sample: Sample, witness: Witness): Found => {
  const { labels } = sample;
  const from = callerOf(labels);
  const to = known(labels, 'destination');
  const value = seenAt(sample, witness);
  if (from === undefined) return noUse('no-caller');
  if (to === undefined) return noUse('no-destination', [from]);
  if (value === undefined) return noUse('no-calls');
  const call = { from, to, port: portOf(labels), protocol: known(labels, 'protocol') };
  return { _tag: 'Calls', calls: [call], value };
};

/** The edges that any number of receivers have seen: the last sighting of each counts, whoever had it. */
export const sightingEdges = (samples: ReadonlyArray<Sample>, witness: Witness): Read => {
  const { calls, unmade, unused } = gathered(samples.map(sample => found(sample, witness)));
  const kept = new Map<string, Edge>();
  for (const [call, lastSeen] of calls) keepLater(kept, call, { source: witness.source, lastSeen });
  return { edges: [...kept].sort(by(([key]) => key)).map(([, edge]) => edge), unused, unmade };
};

const keepLater = (
  kept: Map<string, Edge>,
  call: Call,
  { source, lastSeen }: { readonly source: string; readonly lastSeen: Instant }
): void => {
  const key = edgeKey(call);
  if ((kept.get(key)?.evidence[0]?.lastSeen ?? 0) >= lastSeen) return;
  // It was seen first at the latest then; who joins evidence keeps the earliest.
  const evidence = [{ source, firstSeen: lastSeen, lastSeen, count: undefined }];
  kept.set(key, { ...call, evidence, origin: nowhere });
};
