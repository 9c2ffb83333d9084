import type { Edge } from '../model/Edge.js';
import { second } from '../model/Instant.js';
import type { Instant } from '../model/Instant.js';
import type { Labels } from '../model/Labels.js';
import { nowhere } from '../model/Origin.js';
import { by } from '../order.js';
import { known } from './callerOf.js';
import { callKey } from './Sample.js';
import type { Call, Read, Sample, Why, Witness } from './Sample.js';

/** The gauge in which receivers of access logs show what they have seen: seconds since 1970, of the last call of each edge. */
export const lastSeenMetric = 'meshfence_edge_last_seen_timestamp_seconds';

/** The labels that make one of its series another edge. */
export const lastSeenLabels = ['caller_namespace', 'caller', 'destination', 'port', 'protocol'] as const;

const callOf = (labels: Labels): Call | Why => {
  const namespace = known(labels, 'caller_namespace');
  const name = known(labels, 'caller');
  const to = known(labels, 'destination');
  const port = Number(known(labels, 'port') ?? 0);
  if (namespace === undefined || name === undefined) return 'no-caller';
  if (to === undefined) return 'no-destination';
  return {
    from: { _tag: 'Named', namespace, name },
    to,
    port: Number.isInteger(port) && port > 0 ? port : undefined,
    protocol: known(labels, 'protocol')
  };
};

/** When a call was last seen. A receiver whose clock is ahead has seen it now. */
const seenAt = ({ value }: Sample, { at }: Witness): Instant | undefined =>
  value > 0 ? Math.min(at, Math.floor(value * second)) : undefined;

/** The edges that any number of receivers have seen: the last sighting of each counts, whoever had it. */
export const sightingEdges = (samples: ReadonlyArray<Sample>, witness: Witness): Read => {
  const unused: Partial<Record<Why, number>> = {};
  const found = new Map<string, Edge>();
  const leaveOut = (why: Why): void => void (unused[why] = (unused[why] ?? 0) + 1);
  for (const sample of samples) {
    const call = callOf(sample.labels);
    const lastSeen = seenAt(sample, witness);
    if (typeof call === 'string') leaveOut(call);
    else if (lastSeen === undefined) leaveOut('no-calls');
    else keepLater(found, call, { source: witness.source, lastSeen });
  }
  return { edges: [...found].sort(by(([key]) => key)).map(([, edge]) => edge), unused };
};

const keepLater = (
  found: Map<string, Edge>,
  call: Call,
  { source, lastSeen }: { readonly source: string; readonly lastSeen: Instant }
): void => {
  const key = callKey(call);
  if ((found.get(key)?.evidence[0]?.lastSeen ?? 0) >= lastSeen) return;
  const evidence = [{ source, firstSeen: undefined, lastSeen, count: undefined }];
  found.set(key, { ...call, evidence, origin: nowhere });
};
