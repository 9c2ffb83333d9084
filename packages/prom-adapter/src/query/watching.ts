import { lastSeenMetric } from '@meshfence/core';
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

const targets = `group by (${target.join(', ')})`;

/** Whoever cannot be scraped now. */
export const down = `${targets} (up == 0)`;

/**
 * Those who had such series at one of some instants ago and cannot be scraped now: their calls are not seen.
 *
 * Those that are gone are not among them: a pod that is deleted calls nobody. Empty where there is none, or where `up` is not
 * kept. Instants cost the server far less than all the time between them.
 */
export const failing = (telltale: Telltale, ago: ReadonlyArray<Instant.Duration>): string => {
  const then = ago.map(each => `${targets} (${selectors[telltale]} offset ${stretch(each)})`);
  return `${down} and (${then.join(' or ')})`;
};
