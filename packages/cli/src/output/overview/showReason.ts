import { Instant } from '../../core.js';
import type { Reason } from '../../core.js';
import { counted } from '../words.js';

type Edge = Extract<Reason, { readonly kind: 'edge' }>;

const day = (at: number): string => Instant.show(at).slice(0, 10);

/** `1,204 calls`; a count that is no whole number is shown as it is. */
const calls = (count: string): string =>
  /^\d{1,15}$/.test(count) ? counted(Number(count), 'call') : `${count} calls`;

/** What a reason names, where that is more than the host itself. */
const unless = (host: string, entry: string): string => (entry === host ? '' : entry);

const showEdge = ({ sources, count, lastSeen, state }: Edge): string =>
  [
    ...(count === undefined ? [] : [calls(count)]),
    ...(lastSeen === undefined ? [] : [`until ${day(lastSeen)}`]),
    ...(sources.length === 0 ? [] : [`(${sources.join(', ')})`]),
    ...(state === 'EXPIREWAIT' ? ['about to expire'] : [])
  ].join(' ');

const withDelegate = ({
  virtualService,
  delegate
}: Extract<Reason, { readonly kind: 'virtual-service' }>): string =>
  delegate === undefined ? virtualService : `${virtualService}, delegate ${delegate}`;

const selector = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');

const parts = {
  istio: "Istio's own",
  meshfence: "meshfence's own",
  'global-sidecar': 'the global-sidecar'
} as const;

/** What there is to say of a host's reason beside its kind; as short as a column of a table needs it. */
export const showReason = (host: string, reason: Reason): string => {
  switch (reason.kind) {
    case 'static':
    case 'namespace':
    case 'stable-host':
      return unless(host, reason.entry);
    case 'label':
      return selector(reason.selector);
    case 'edge':
      return showEdge(reason);
    case 'virtual-service':
      return withDelegate(reason);
    case 'external-name':
      return reason.service;
    case 'service-entry':
      return reason.serviceEntry;
    case 'alias':
      return reason.template;
    case 'short-name':
      return `of ${reason.from}`;
    case 'dispatch':
      return reason.rule;
    case 'system':
      return parts[reason.part];
  }
};
