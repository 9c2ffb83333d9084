import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Place } from '../../diagnostic/Place.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Edge } from '../../model/Edge.js';
import type { Fence } from '../../model/Fence.js';
import type { Host } from '../../model/Host.js';
import { keyOf } from '../../model/Meta.js';
import { byText } from '../../order.js';
import type { Complete } from './destination.js';
import { toLearned } from './Learned.js';
import type { Learned, Sightings } from './Learned.js';

const inStatus = (fence: Fence, to: string): Place =>
  inObject('ServiceFence', fence, ['status', 'metricStatus', `{destination_service="${to}"}`], 'key');

const atEdge = ({ from, origin }: Edge): Place => ({
  object: `edge of ${from._tag === 'Named' ? keyOf(from) : from.namespace}`,
  origin,
  path: ['to'],
  target: 'value',
  span: undefined
});

const sightingsIn = (all: Map<Host, Sightings>, host: Host): Sightings => {
  const known = all.get(host);
  if (known !== undefined) return known;
  const made: Sightings = { remembered: [], edges: [] };
  all.set(host, made);
  return made;
};

/** The hosts that a fence has learned, from its edges and from its own status; what cannot be a host is reported. */
export const learn = (
  fence: Fence,
  edges: ReadonlyArray<Edge>,
  complete: Complete
): Diagnosed<ReadonlyArray<Learned>> => {
  const diagnostics: Diagnostic[] = [];
  const byHost = new Map<Host, Sightings>();
  for (const [to, value] of Object.entries(fence.status.metrics)) {
    const destination = complete(to);
    if (destination._tag === 'Unusable') diagnostics.push(destination.report(inStatus(fence, to)));
    else for (const host of destination.hosts) sightingsIn(byHost, host).remembered.push({ to, value });
  }
  for (const edge of edges) {
    const destination = complete(edge.to);
    if (destination._tag === 'Unusable') diagnostics.push(destination.report(atEdge(edge)));
    else for (const host of destination.hosts) sightingsIn(byHost, host).edges.push(edge);
  }
  const learned = Array.from(byHost, ([host, sightings]) => toLearned(host, sightings));
  return { value: learned.sort((a, b) => byText(a.host, b.host)), diagnostics };
};
