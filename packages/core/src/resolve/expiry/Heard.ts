import type { Edge } from '../../model/Edge.js';
import type { Stretch } from './Stretch.js';

/** From when until when each source is known to have heard a workload, by the source's name. */
export type Heard = ReadonlyMap<string, Stretch>;

/** What the edges of a workload tell: any call that a source has seen shows that it hears the workload. */
export const heardIn = (edges: ReadonlyArray<Edge>): Heard => {
  const heard = new Map<string, { from: number; to: number }>();
  for (const { evidence } of edges) {
    for (const { source, firstSeen, lastSeen } of evidence) {
      const from = firstSeen ?? lastSeen;
      const to = lastSeen ?? firstSeen;
      if (from === undefined || to === undefined) continue;
      const known = heard.get(source);
      if (known === undefined) heard.set(source, { from, to });
      else {
        known.from = Math.min(known.from, from);
        known.to = Math.max(known.to, to);
      }
    }
  }
  return heard;
};
