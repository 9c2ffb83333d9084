import { lastSeenMetric, streamsMetric } from '@meshfence/core';
import type { Instant } from '@meshfence/core';
import { metricOf } from './counters.js';
import { oneOf, quoted, stretch } from './promql.js';

/** What tells whether calls would be seen. */
export type Telltale = 'counters' | 'sightings';

const selectors: Readonly<Record<Telltale, string>> = {
  counters: `{__name__=~${oneOf(Object.values(metricOf))},reporter="source"}`,
  sightings: `{__name__=${quoted(lastSeenMetric)}}`
};

/** How many series are there now: none where nothing is scraped. */
export const present = (telltale: Telltale): string => `count(${selectors[telltale]})`;

/** Who is scraped, as Prometheus tells targets apart. */
export const target = ['job', 'instance'] as const;

const by = (labels: ReadonlyArray<string>): string => `group by (${labels.join(', ')})`;

/** Whoever cannot be scraped now. */
export const down = `${by(target)} (up == 0)`;

/**
 * By what those who cannot be scraped are known as some whose calls are missing.
 *
 * A proxy has counted calls itself. A receiver is one of several: also one that was never scraped is sent logs. They have the
 * same job; where that is a job of many workloads, it mostly says which.
 */
const kin: Readonly<Record<Telltale, ReadonlyArray<string>>> = {
  counters: target,
  sightings: ['job', 'namespace', 'app']
};

/**
 * Those who had such series at one of some instants ago, they or their kin, and cannot be scraped now: their calls are not
 * seen.
 *
 * Those that are gone are not among them: a pod that is deleted calls nobody. Empty where there is none, or where `up` is not
 * kept. Instants cost the server far less than all the time between them.
 */
export const failing = (telltale: Telltale, ago: ReadonlyArray<Instant.Duration>): string => {
  const same = kin[telltale];
  const then = ago.map(each => `${by(same)} (${selectors[telltale]} offset ${stretch(each)})`);
  const now = `${by([...new Set([...target, ...same])])} (up == 0)`;
  return `${now} and on (${same.join(', ')}) (${then.join(' or ')})`;
};

/** How many streams of callers' own sidecars receivers have open now. */
export const reporting = `sum(${streamsMetric}{kind="caller"})`;
