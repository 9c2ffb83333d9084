import type { Edge } from './Edge.js';
import { canonical } from './Labels.js';

/** What makes an edge the same one, whatever its evidence: caller, destination, port and protocol. */
export const edgeKey = ({
  from,
  port,
  protocol,
  to
}: Pick<Edge, 'from' | 'to' | 'port' | 'protocol'>): string =>
  JSON.stringify([
    from._tag,
    from.namespace,
    from._tag === 'Named' ? from.name : canonical(from.labels),
    to,
    port,
    protocol
  ]);
