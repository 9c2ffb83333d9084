import type { Counters, Instant } from '@meshfence/core';
import { oneOf, stretch } from './promql.js';

/** A question about Istio's counters of one protocol, as one side of the calls counts them. */
export type Counter = Pick<Counters, 'reporter' | 'protocol' | 'countBlocked'>;

/** Which values of a label are asked for; undefined for all. */
export type Part = ReadonlyArray<string> | undefined;

/** The label by which a large answer is divided. It is in every series, whichever value it has. */
export const partLabel = 'source_workload_namespace';

export const metricOf: Readonly<Record<string, string>> = {
  http: 'istio_requests_total',
  tcp: 'istio_tcp_connections_opened_total'
};

const caller = ['source_workload', 'source_workload_namespace', 'source_app', 'source_canonical_service'];
const callee = ['destination_service', 'destination_service_name'];
/** A callee that knows no Service of its own is known by these. */
const calleeItself = [
  'destination_service_namespace',
  'destination_workload_namespace',
  'destination_canonical_service'
];

const labelsOf = ({ reporter }: Counter): string =>
  [...caller, ...callee, ...(reporter === 'source' ? [] : calleeItself)].join(', ');

/** Envoy's flags of calls that no callee ever got: no route, no cluster, nobody healthy, no connection. */
const unreached = '(.*,)?(NR|NC|UH|UF)(,.*)?';

const selectorOf = ({ reporter, protocol, countBlocked }: Counter, part: Part): string => {
  const matchers = [
    `reporter="${reporter}"`,
    ...(countBlocked ? [] : [`response_flags!~"${unreached}"`]),
    ...(part === undefined ? [] : [`${partLabel}=~${oneOf(part)}`])
  ];
  return `${metricOf[protocol] ?? protocol}{${matchers.join(',')}}`;
};

/**
 * The calls of the last stretch of time, of all callers at once.
 *
 * What a counter has grown by, resets included; and a counter that was not there before, since its first call made it. One
 * that was there and stays as it is says nothing, however high it is.
 */
export const calls = (counter: Counter, window: Instant.Duration, part: Part): string => {
  const series = selectorOf(counter, part);
  const within = stretch(window);
  return (
    `sum by (${labelsOf(counter)}) (` +
    `increase(${series}[${within}]) > 0 or (${series} > 0 unless ${series} offset ${within}))`
  );
};

/** The values by which a large answer is divided. */
export const parts = (counter: Counter): string =>
  `group by (${partLabel}) (${selectorOf(counter, undefined)})`;
