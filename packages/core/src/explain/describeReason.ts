import * as Instant from '../model/Instant.js';
import * as Labels from '../model/Labels.js';
import type { Reason } from '../model/Reason.js';

type Edge = Extract<Reason, { readonly kind: 'edge' }>;

const parts = {
  istio: "Istio's own namespace",
  meshfence: "meshfence's own namespace",
  'global-sidecar': 'the global-sidecar, for calls outside the scope'
} as const;

const isOnly = (source: string, sources: ReadonlyArray<string>): boolean =>
  sources.length === 1 && sources[0] === source;

const edge = ({ sources, firstSeen, lastSeen, count, state }: Edge): string => {
  if (isOnly('manual', sources) && firstSeen === undefined && lastSeen === undefined)
    return 'an edge without evidence';
  const by = isOnly('status', sources) ? 'remembered in the status' : `seen by ${sources.join(', ')}`;
  const times = count === undefined ? [] : [`${count} ${count === '1' ? 'call' : 'calls'}`];
  const last = lastSeen === undefined ? [] : [`last ${Instant.show(lastSeen)}`];
  const waiting = state === 'EXPIREWAIT' ? ['about to expire'] : [];
  return `observed: ${[by, ...times, ...last, ...waiting].join(', ')}`;
};

/** A reason in words, without the host that it derives from. */
export const describeReason = (reason: Reason): string => {
  switch (reason.kind) {
    case 'static':
      return 'static dependency (spec.host)';
    case 'namespace':
      return `static dependency on a namespace (${reason.entry})`;
    case 'label':
      return `label ${Labels.show(reason.selector)} of Service ${reason.service}`;
    case 'stable-host':
      return `stableHost of the SlimeBoot (${reason.entry})`;
    case 'edge':
      return edge(reason);
    case 'virtual-service':
      return `VirtualService ${reason.virtualService}${reason.delegate === undefined ? '' : ` (delegate ${reason.delegate})`} sends it there`;
    case 'external-name':
      return `Service ${reason.service} is an ExternalName for it`;
    case 'alias':
      return `alias ${reason.template}`;
    case 'service-entry':
      return `ServiceEntry ${reason.serviceEntry} defines it by this wildcard`;
    case 'short-name':
      return 'short name (enableShortDomain)';
    case 'dispatch':
      return `target of the dispatch rule ${reason.rule}`;
    case 'system':
      return parts[reason.part];
  }
};
