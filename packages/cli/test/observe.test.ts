import * as als from '@meshfence/als-adapter';
import { decodeMesh, emptyBook } from '@meshfence/core';
import type { Config } from '@meshfence/core';
import type { Log, Sight } from '@meshfence/k8s-adapter';
import * as prom from '@meshfence/prom-adapter';
import { Registry } from 'prom-client';
import { expect, test, vi } from 'vitest';
import { prometheusSettings } from '../src/observe/prometheusSettings.js';
import { observing } from '../src/observe/sources.js';

const configOf = (module: string, component = ''): Config => {
  const text = `
apiVersion: config.netease.com/v1alpha1
kind: SlimeBoot
metadata: {name: lazyload, namespace: mesh-operator}
spec:
  module:
  - name: lazyload
    kind: lazyload
    enable: true
    ${module}
  ${component}`;
  const { diagnostics, value } = decodeMesh([{ file: 'slimeboot.yaml', text }]);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return value.config;
};

const sightOf = (config: Config): Sight => ({
  config: () => config,
  pods: () => emptyBook,
  knows: () => undefined,
  fences: () => [],
  now: () => 0
});

const nothing = (): void => {};

/** A log of which only warnings are kept, with their fields. */
const logOf = (warnings: Array<unknown>, all: Readonly<Record<string, unknown>> = {}): Log => ({
  error: nothing,
  warn: (message, fields) => void warnings.push([message, { ...all, ...fields }]),
  info: nothing,
  debug: nothing,
  with: fields => logOf(warnings, { ...all, ...fields })
});

const given = (warnings: Array<unknown> = []) => {
  const settings = { receiver: { address: '127.0.0.1', port: 0 }, unreached: false };
  return observing({ als, prom }, settings)(logOf(warnings), new Registry());
};

const logs = configOf('general: {globalSidecarMode: cluster}');
const metrics = 'metric: {prometheus: {address: "http://prometheus:9090", interval: 7s}}';
const receivers = 'component: {accessLogReceiver: {enable: true}}';

const wanted = (config: Config): ReadonlyArray<string> =>
  given()(config, sightOf(config)).map(({ key, name }) => `${name}${key === name ? '' : ' by Prometheus'}`);

test('a configuration says who observes', () => {
  expect(wanted(logs)).toEqual(['als']);
  expect(wanted(configOf(metrics))).toEqual(['prometheus by Prometheus']);
  const withLogs = 'general: {metricSourceType: accesslog}';
  expect(wanted(configOf(`${metrics}\n    ${withLogs}`))).toEqual(['als']);
  expect(wanted(configOf(`${metrics}\n    ${withLogs}`, receivers))).toEqual(['als by Prometheus']);
  const withBoth = 'general: {metricSourceType: prometheus}';
  expect(wanted(configOf(`${metrics}\n    ${withBoth}`, receivers))).toEqual([
    'als by Prometheus',
    'prometheus by Prometheus'
  ]);
});

test('without an address nobody is asked', () => {
  const { prometheus, ...without } = configOf(metrics);
  expect(prometheus).toBeDefined();
  expect(wanted({ ...without, prometheus: undefined })).toEqual([]);
  expect(wanted({ ...without, prometheus: prometheus && { ...prometheus, address: '' } })).toEqual([]);
});

test('a module that is switched off observes nothing', () => {
  expect(wanted({ ...logs, enable: false })).toEqual([]);
});

test('another setting of Prometheus is another source, and anything else is the same one', () => {
  const sources = given();
  const keys = (config: Config) => sources(config, sightOf(config)).map(({ key }) => key);
  const config = configOf(metrics);
  expect(keys({ ...config, mode: 'no' })).toEqual(keys(config));
  expect(keys(configOf(metrics.replace('7s', '8s')))).not.toEqual(keys(config));
});

test('there is one receiver, whatever the configuration: a registry takes its metrics once', () => {
  const sources = given();
  const [first, second] = [logs, { ...logs, mode: 'no' as const }].map(config =>
    sources(config, sightOf(config)).map(({ make }) => make())
  );
  expect(first?.[0]).toBe(second?.[0]);
  expect(first?.[0]?.name).toBe('als');
});

/** Adapters that say what sources they were asked for. */
const listening = () => {
  const made: Array<Readonly<Record<string, unknown>>> = [];
  const accessLogSource: typeof als.accessLogSource = (settings, surroundings) => {
    const { knows, ...others } = surroundings;
    made.push({ ...settings, trusted: settings.globalSidecars(), isKnown: knows?.('cart', 'shop') });
    return als.accessLogSource(settings, others);
  };
  const promSource: typeof prom.promSource = settings => {
    made.push({ ...settings });
    return prom.promSource(settings);
  };
  return { adapters: { als: { ...als, accessLogSource }, prom: { ...prom, promSource } }, made };
};

test('sources are told what the command line and the SlimeBoot say', () => {
  const { adapters, made } = listening();
  const receiver = { address: '127.0.0.1', port: 0, limits: { streams: 7 } };
  const sources = observing(adapters, { receiver, unreached: true })(logOf([]), new Registry());
  const globalSidecar = 'component: {globalSidecar: {enable: true}}';
  const byLogs = configOf('general: {globalSidecarMode: cluster}', globalSidecar);
  const byBoth = configOf(`${metrics}\n    general: {metricSourceType: prometheus}`, receivers);
  for (const config of [byLogs, byBoth]) for (const { make } of sources(config, sightOf(config))) make();
  expect(made).toMatchObject([
    { ...receiver, unreached: true, trusted: [{ namespace: 'mesh-operator' }], isKnown: false },
    { name: 'als', readsSightings: true, countBlocked: true },
    { name: 'prometheus', readsSightings: false, countBlocked: true, handlers: {} }
  ]);
  expect(made.map(({ fences }) => typeof fences)).toEqual(['undefined', 'undefined', 'function']);
});

test('two sources may ask the same question: the log says whose it was', async () => {
  const warnings: Array<unknown> = [];
  const both = `${metrics.replace('prometheus:9090', '127.0.0.1:1')}
    general: {metricSourceType: prometheus}`;
  const config = configOf(both, receivers);
  const sources = given(warnings)(config, sightOf(config)).map(({ make }) => make());
  for (const each of sources) await each.start({ observed: nothing, watched: nothing });
  for (const source of ['als', 'prometheus'])
    await vi.waitFor(
      () =>
        expect(warnings).toContainEqual([
          expect.stringContaining('a question is not answered'),
          expect.objectContaining({ source, question: 'watch' })
        ]),
      { timeout: 20_000 }
    );
  for (const each of sources) await each.stop();
});

test('a source is told where it asks, as whom, and how often; of the rest the adapter knows best', () => {
  const config = configOf(`metric:
      prometheus:
        address: https://mimir.example/prometheus
        interval: 7s
        timeout: 3s
        headers: {X-Scope-OrgID: shop}
        bearerTokenFile: /etc/meshfence/prometheus/token
        tlsConfig: {caFile: /etc/meshfence/prometheus/ca.crt}`);
  const from = config.prometheus;
  expect(from && prometheusSettings(from, sightOf(config))).toEqual({
    access: {
      address: 'https://mimir.example/prometheus',
      bearer: { file: '/etc/meshfence/prometheus/token' },
      tls: { authorityFile: '/etc/meshfence/prometheus/ca.crt', isUnverified: false },
      headers: { 'X-Scope-OrgID': 'shop' },
      parameters: {},
      timeout: 3000
    },
    interval: 7000,
    globalSidecars: expect.any(Function),
    now: expect.any(Function)
  });
});
