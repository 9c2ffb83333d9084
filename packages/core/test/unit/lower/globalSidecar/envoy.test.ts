import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import type { Json } from '../../../../src/model/Json.js';
import { at, built } from './given.js';
import type { Settings } from './given.js';

const config = (settings: Settings = {}): Json => load(built(settings).envoy) as Json;

const manager = (settings: Settings = {}) =>
  at(config(settings), 'static_resources', 'listeners', 0, 'filter_chains', 0, 'filters', 0, 'typed_config');

const routes = (settings: Settings = {}): ReadonlyArray<Json> =>
  at(manager(settings), 'route_config', 'virtual_hosts', 0, 'routes') as ReadonlyArray<Json>;

const names = (settings: Settings = {}) => routes(settings).map(route => at(route, 'name'));

test('everything that speaks against a request comes before the one route that leads on', () => {
  expect(names()).toEqual(['connect', 'loop', 'malformed', 'malformed', 'denied', 'denied', 'forward']);
  const destinations = { allow: ['10.0.0.0/8'], deny: ['10.0.0.1'] };
  expect(names({ general: { destinations } }).slice(-2)).toEqual(['not-allowed', 'forward']);
});

test('nothing is waited for, repeated or followed', () => {
  const route = at(routes().at(-1), 'route');
  expect(route).toEqual({ cluster: 'original_destination', timeout: '0s', idle_timeout: '0s' });
  expect(at(manager(), 'stream_idle_timeout')).toBe('0s');
});

test('short names are completed within the domain of the cluster', () => {
  const code = (settings: Settings) =>
    at(manager(settings), 'http_filters', 0, 'typed_config', 'default_source_code', 'inline_string');
  expect(code({})).toContain('".svc.cluster.local"');
  expect(code({ general: { clusterDomain: 'corp.local' } })).toContain('".svc.corp.local"');
});

test('the request log has what is asked for', () => {
  const logs = (requestLog: string) =>
    at(manager({ component: { requestLog } }), 'access_log') as ReadonlyArray<Json>;
  const stdout = (requestLog: string) =>
    logs(requestLog).filter(each => at(each, 'name') === 'envoy.access_loggers.stdout');
  expect(stdout('none')).toEqual([]);
  expect(at(stdout('all')[0], 'filter')).toBeUndefined();
  expect(at(stdout('failed')[0], 'filter', 'or_filter')).toBeDefined();
  expect(built({ component: { requestLog: 'some' } }).codes).toEqual(['field-invalid']);
});

test('the number of counters is bounded, for calls and refusals apart', () => {
  const scopes = [0, 1].map(index => at(manager(), 'access_log', index, 'typed_config', 'stats_scope'));
  expect(scopes).toEqual([
    { prefix: 'global_sidecar', max_counters: 10_000, enable_eviction: true },
    { prefix: 'global_sidecar', max_counters: 100 }
  ]);
});

test('a limit of memory makes Envoy refuse requests before the kernel ends it', () => {
  const limited = { component: { resources: { limits: { memory: '400Mi' } } } };
  const heap = at(
    config(limited),
    'overload_manager',
    'resource_monitors',
    1,
    'typed_config',
    'max_heap_size_bytes'
  );
  expect(heap).toBe(419_430_400);
  expect(at(config(), 'overload_manager', 'actions')).toBeUndefined();
});

test('administration is for the pod itself, and of it only metrics are shown', () => {
  expect(at(config(), 'admin', 'address', 'socket_address', 'address')).toBe('127.0.0.1');
  const probe = at(
    config(),
    'static_resources',
    'listeners',
    1,
    'filter_chains',
    0,
    'filters',
    0,
    'typed_config'
  );
  const shown = at(probe, 'route_config', 'virtual_hosts', 0, 'routes') as ReadonlyArray<Json>;
  expect(shown.map(route => at(route, 'match', 'path'))).toEqual([
    '/healthz/ready',
    '/healthz/live',
    '/healthz/drain',
    '/stats/prometheus'
  ]);
});

test('the same settings make the same text', () => {
  expect(built({}).envoy).toBe(built({}).envoy);
});
