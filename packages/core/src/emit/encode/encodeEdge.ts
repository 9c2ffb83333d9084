import type { Caller, Edge, Evidence } from '../../model/Edge.js';
import type { Json, JsonObject } from '../../model/Json.js';
import * as Fields from './Fields.js';
import * as Timestamp from './Timestamp.js';

const encodeCaller = (caller: Caller): Json =>
  caller._tag === 'Named'
    ? `${caller.namespace}/${caller.name}`
    : { namespace: caller.namespace, labels: Fields.orderedObject(caller.labels) };

const encodeEvidence = ({ source, firstSeen, lastSeen, count }: Evidence): JsonObject =>
  Fields.defined({
    source,
    firstSeen: Timestamp.ofInstant(firstSeen),
    lastSeen: Timestamp.ofInstant(lastSeen),
    count
  });

/** One entry of an EdgeList. */
export const encodeEdge = ({ from, to, port, protocol, evidence }: Edge): JsonObject =>
  Fields.filled({ from: encodeCaller(from), to, port, protocol, evidence: evidence.map(encodeEvidence) });
