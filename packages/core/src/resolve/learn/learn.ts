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
import type { Learned, Remembered } from './Learned.js';

const inStatus = (fence: Fence, to: string): Place =>
  inObject('ServiceFence', fence, ['status', 'metricStatus', `{destination_service="${to}"}`], 'key');

const atEdge = ({ from, origin }: Edge): Place => ({
  object: `edge of ${from._tag === 'Named' ? keyOf(from) : from.namespace}`,
  origin,
  path: ['to'],
  target: 'value',
  span: undefined
});

const append = <A>(all: Map<Host, A[]>, host: Host, value: A): void => {
  const known = all.get(host);
  if (known === undefined) all.set(host, [value]);
  else known.push(value);
};

/** The hosts that a fence has learned, from its edges and from its own status; what cannot be a host is reported. */
export const learn = (
  fence: Fence,
  edges: ReadonlyArray<Edge>,
  complete: Complete
): Diagnosed<ReadonlyArray<Learned>> => {
  const diagnostics: Diagnostic[] = [];
  const remembered = new Map<Host, Remembered[]>();
  const reported = new Map<Host, Edge[]>();
  for (const [to, value] of Object.entries(fence.status.metrics)) {
    const destination = complete(to);
    if (destination._tag === 'Unusable') diagnostics.push(destination.report(inStatus(fence, to)));
    else for (const host of destination.hosts) append(remembered, host, { to, value });
  }
  for (const edge of edges) {
    const destination = complete(edge.to);
    if (destination._tag === 'Unusable') diagnostics.push(destination.report(atEdge(edge)));
    else for (const host of destination.hosts) append(reported, host, edge);
  }
  const hosts = remembered.size === 0 ? reported.keys() : new Set([...remembered.keys(), ...reported.keys()]);
  const learned = Array.from(hosts, host =>
    toLearned(host, remembered.get(host) ?? [], reported.get(host) ?? [])
  );
  return { value: learned.sort((a, b) => byText(a.host, b.host)), diagnostics };
};
