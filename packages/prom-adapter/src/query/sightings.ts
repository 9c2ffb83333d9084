import { lastSeenLabels, lastSeenMetric } from '@meshfence/core';
import type { Instant } from '@meshfence/core';
import { oneOf, stretch } from './promql.js';
import type { Part } from './counters.js';

/** The label by which a large answer is divided. */
export const sightingPart = 'caller_namespace';

const selectorOf = (part: Part): string =>
  part === undefined ? lastSeenMetric : `${lastSeenMetric}{${sightingPart}=~${oneOf(part)}}`;

/**
 * The last sighting of each edge by any receiver.
 *
 * Over a stretch of time, so that what a receiver saw right before it was killed still counts.
 */
export const sightings = (window: Instant.Duration, part: Part): string =>
  `max by (${lastSeenLabels.join(', ')}) (max_over_time(${selectorOf(part)}[${stretch(window)}]))`;

export const sightingParts = (window: Instant.Duration): string =>
  `group by (${sightingPart}) (last_over_time(${lastSeenMetric}[${stretch(window)}]))`;
