import { callerParts } from './callerKey.js';
import type { Edge } from './Edge.js';

/** What makes an edge the same one, whatever its evidence: caller, destination, port and protocol. */
export const edgeKey = ({
  from,
  port,
  protocol,
  to
}: Pick<Edge, 'from' | 'to' | 'port' | 'protocol'>): string =>
  JSON.stringify([...callerParts(from), to, port, protocol]);
