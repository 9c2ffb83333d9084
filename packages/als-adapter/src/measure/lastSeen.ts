import { lastSeenLabels, lastSeenMetric } from '@meshfence/core';
import type { Instant } from '@meshfence/core';
import { Gauge } from 'prom-client';
import type { MetricObjectWithValues, MetricValue, Registry } from 'prom-client';
import type { Seen } from '../keep/Ledger.js';

type Label = (typeof lastSeenLabels)[number];
type Labels = Readonly<Record<Label, string>>;
type Values = Array<MetricValue<Label>>;

const labelsOf = ({ call: { caller, port, protocol, to } }: Seen): Labels => ({
  caller_namespace: caller.namespace,
  caller: caller.workload,
  destination: to,
  port: port === undefined ? '' : String(port),
  protocol
});

/**
 * When each edge was last seen, in seconds; those that were not since an instant are left out.
 *
 * A workload whose pods do not all have the same labels is one caller here.
 */
export const lastSeenValues = (all: Iterable<Seen>, since: Instant.Instant): Values => {
  const found = new Map<string, MetricValue<Label>>();
  for (const seen of all) {
    if (seen.lastSeen < since) continue;
    const labels = labelsOf(seen);
    const key = Object.values(labels).join('\0');
    found.set(key, { labels, value: Math.max(seen.lastSeen / 1000, found.get(key)?.value ?? 0) });
  }
  return [...found.values()];
};

/** A gauge that asks for its values when it is asked. An ordinary one would keep a copy of every series. */
class LastSeen extends Gauge<Label> {
  constructor(
    registry: Registry,
    private readonly values: () => Values
  ) {
    const help = 'When a call was last seen, in seconds since 1970.';
    super({ name: lastSeenMetric, help, labelNames: lastSeenLabels, registers: [registry] });
  }

  override async get(): Promise<MetricObjectWithValues<MetricValue<Label>>> {
    return { ...(await super.get()), values: this.values() };
  }
}

/** Adds the gauge by which a Prometheus reads edges to a registry. */
export const exposeLastSeen = (registry: Registry, values: () => Values): void =>
  void new LastSeen(registry, values);
