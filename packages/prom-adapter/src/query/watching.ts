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

/**
 * How many of those who had such series a while ago cannot be scraped now: their calls are not seen.
 *
 * Those that are gone are not among them: a pod that is deleted calls nobody. Empty where there is none, or where `up` is not
 * kept.
 */
export const failing = (telltale: Telltale, window: Instant.Duration): string =>
  `count(up == 0 and on (job, instance) ` +
  `group by (job, instance) (last_over_time(${selectors[telltale]}[${stretch(window)}])))`;
