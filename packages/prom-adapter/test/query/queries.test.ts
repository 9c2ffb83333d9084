import { expect, test } from 'vitest';
import { calls, parts } from '../../src/query/counters.js';
import { oneOf, quoted, stretch } from '../../src/query/promql.js';
import { allSightings, newSightings } from '../../src/query/sightings.js';
import { failing, present, reporting } from '../../src/query/watching.js';

const minutes = 60_000;

test('calls are what a counter has grown by, or a counter that is new', () => {
  const counter = { protocol: 'http', reporter: 'source', countBlocked: false } as const;
  const series = 'istio_requests_total{reporter="source",response_flags!~"(.*,)?(NR|NC|UH|UF)(,.*)?"}';
  expect(calls(counter, 5 * minutes, undefined)).toBe(
    'sum by (source_workload, source_workload_namespace, source_app, source_canonical_service, ' +
      'destination_service, destination_service_name) ' +
      `(increase(${series}[300s]) > 0 or (${series} > 0 unless ${series} offset 300s))`
  );
});

test('calls that no callee got are asked for only where they count', () => {
  const counter = { protocol: 'tcp', reporter: 'destination', countBlocked: true } as const;
  expect(parts(counter)).toBe(
    'group by (source_workload_namespace) (istio_tcp_connections_opened_total{reporter="destination"})'
  );
});

test('a part is some namespaces, whatever their names', () => {
  const counter = { protocol: 'tcp', reporter: 'source', countBlocked: true } as const;
  expect(calls(counter, minutes, ['a', 'b.c', ''])).toContain(
    'source_workload_namespace=~"a|b\\\\.c|"}[60s]'
  );
});

test('sightings are the last ones of all receivers, or those that are new', () => {
  const by = 'max by (caller_namespace, caller, destination, port, protocol)';
  const gauge = 'meshfence_edge_last_seen_timestamp_seconds';
  expect(allSightings(5 * minutes, undefined)).toBe(`${by} (max_over_time(${gauge}[300s]))`);
  const [now, before] = ['', ' offset 60s'].map(
    offset => `max_over_time(${gauge}{caller_namespace=~"a"}[60s]${offset})`
  );
  expect(newSightings(minutes, ['a'])).toBe(`${by} (${now} > ${before} or (${now} unless ${before}))`);
});

test('what tells whether calls would be seen', () => {
  expect(present('counters')).toBe(
    'count({__name__=~"istio_requests_total|istio_tcp_connections_opened_total",reporter="source"})'
  );
  const counters = '{__name__=~"istio_requests_total|istio_tcp_connections_opened_total",reporter="source"}';
  expect(failing('counters', [minutes, 5 * minutes])).toBe(
    'group by (job, instance) (up == 0) and on (job, instance) ' +
      `(group by (job, instance) (${counters} offset 60s) or group by (job, instance) (${counters} offset 300s))`
  );
  expect(reporting).toBe('sum(meshfence_als_streams{kind="caller"})');
});

test('a receiver that was never scraped is missed where its workload has others', () => {
  const gauge = '{__name__="meshfence_edge_last_seen_timestamp_seconds"}';
  expect(failing('sightings', [0, minutes])).toBe(
    'group by (job, instance, namespace, app) (up == 0) and on (job, namespace, app) ' +
      `(group by (job, namespace, app) (${gauge} offset 1s) or group by (job, namespace, app) (${gauge} offset 60s))`
  );
});

test('texts are quoted, and matched as they are', () => {
  expect(quoted('a"b\\c')).toBe('"a\\"b\\\\c"');
  expect(oneOf(['a+b', 'c|d'])).toBe('"a\\\\+b|c\\\\|d"');
});

test('a stretch is at least a second', () => {
  expect([0, 1, 1001, 90_000].map(stretch)).toEqual(['1s', '1s', '2s', '90s']);
});
