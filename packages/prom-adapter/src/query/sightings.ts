import { lastSeenLabels, lastSeenMetric } from '@meshfence/core';
import type { Instant } from '@meshfence/core';
import { oneOf, stretch } from './promql.js';
import type { Part } from './counters.js';

/** The label by which a large answer is divided. */
export const sightingPart = 'caller_namespace';

const selectorOf = (part: Part): string =>
  part === undefined ? lastSeenMetric : `${lastSeenMetric}{${sightingPart}=~${oneOf(part)}}`;

const latest = (part: Part, window: Instant.Duration, offset = ''): string =>
  `max_over_time(${selectorOf(part)}[${stretch(window)}]${offset})`;

const together = (series: string): string => `max by (${lastSeenLabels.join(', ')}) (${series})`;

/**
 * The last sighting of each edge by any receiver, however long ago it was.
 *
 * Over a stretch of time, so that what a receiver saw right before it was killed still counts.
 */
export const allSightings = (window: Instant.Duration, part: Part): string => together(latest(part, window));

/**
 * The sightings that a receiver has had since the stretch of time before: receivers show what they know for long.
 *
 * What it shows is compared with what it showed, and never with the time: its clock may be wrong.
 */
export const newSightings = (window: Instant.Duration, part: Part): string => {
  const now = latest(part, window);
  const before = latest(part, window, ` offset ${stretch(window)}`);
  return together(`${now} > ${before} or (${now} unless ${before})`);
};

export const sightingParts = (window: Instant.Duration): string =>
  `group by (${sightingPart}) (last_over_time(${lastSeenMetric}[${stretch(window)}]))`;
