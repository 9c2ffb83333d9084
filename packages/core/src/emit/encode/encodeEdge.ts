import type { Edge, Evidence } from '../../model/Edge.js';
import type { JsonObject } from '../../model/Json.js';
import { encodeCaller } from './encodeCaller.js';
import * as Fields from './Fields.js';
import * as Timestamp from './Timestamp.js';

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
