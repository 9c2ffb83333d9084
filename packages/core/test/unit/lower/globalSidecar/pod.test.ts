import { expect, test } from 'vitest';
import { at, built } from './given.js';
import type { Settings } from './given.js';

const labels = (settings: Settings) => at(built(settings).pod, 'metadata', 'labels');

const annotations = (settings: Settings) => at(built(settings).pod, 'metadata', 'annotations');

const inject = (sidecarInject: Readonly<Record<string, never>> | object): Settings => ({
  component: { sidecarInject: sidecarInject as never }
});

test('pods are injected by their own label, unless they have the user’s', () => {
  const app = { app: 'global-sidecar' };
  expect(labels({})).toEqual({ ...app, 'sidecar.istio.io/inject': 'true' });
  expect(labels(inject({ mode: 'pod', labels: { 'istio.io/rev': 'x', app: 'other' } }))).toEqual({
    ...app,
    'istio.io/rev': 'x'
  });
});

test('a revision is named, since no other webhook would look at the pods', () => {
  expect(labels({ module: { global: { istioRev: 'canary' } } })).toMatchObject({
    'sidecar.istio.io/inject': 'true',
    'istio.io/rev': 'canary'
  });
});

test('in the mode namespace the labels are those of the namespace, which suits the namespace mode', () => {
  const general = { globalSidecarMode: 'namespace', namespace: ['a'] };
  const settings = { ...inject({ mode: 'namespace', labels: { x: 'y' } }), general };
  expect(labels(settings)).toEqual({ app: 'global-sidecar' });
  expect(built(settings).codes).toEqual([]);
  expect(built(inject({ mode: 'namespace' })).codes).toEqual(['sidecar-inject-mode']);
});

test('who wants no proxy gets none, and is told what that means', () => {
  const settings = inject({ enable: false });
  expect(labels(settings)).toMatchObject({ 'sidecar.istio.io/inject': 'false' });
  expect(built(settings).codes).toEqual(['sidecar-inject-off']);
});

test('a mode that does not exist, and parts of the wrong type, are reported', () => {
  expect(built(inject({ mode: 'pods', enable: 'yes', labels: [], other: 1 })).codes).toEqual([
    'field-invalid',
    'field-invalid',
    'field-invalid',
    'field-unknown'
  ]);
});

test('the kubelet reaches the probe port past the proxy, beside what the user excludes', () => {
  const excluded = 'traffic.sidecar.istio.io/excludeInboundPorts';
  expect(annotations({})).toMatchObject({
    [excluded]: '20000',
    'sidecar.istio.io/rewriteAppHTTPProbers': 'false'
  });
  expect(annotations({ component: { probePort: 20_001 } })).toMatchObject({ [excluded]: '20001' });
  expect(annotations(inject({ annotations: { [excluded]: '9000, 20000' } }))).toMatchObject({
    [excluded]: '9000,20000'
  });
});

test('annotations of the user win', () => {
  const own = { 'proxy.istio.io/config': '{}', 'sidecar.istio.io/proxyCPU': '2' };
  expect(annotations(inject({ annotations: own }))).toMatchObject(own);
});

test('Prometheus is told where the metrics are', () => {
  expect(annotations({})).toMatchObject({
    'prometheus.io/path': '/stats/prometheus',
    'prometheus.io/port': '20000',
    'prometheus.io/scrape': 'true'
  });
});

test('the checksum changes with what is mounted, and with nothing else', () => {
  const checksum = (settings: Settings) =>
    at(built(settings).pod, 'metadata', 'annotations', 'checksum/config');
  const usual = checksum({});
  expect(usual).toMatch(/^[0-9a-f]{16}$/);
  expect(checksum({ component: { replicas: 2 } })).toBe(usual);
  expect(checksum({ ports: [1234] })).toBe(usual);
  const others: ReadonlyArray<Settings> = [
    { component: { probePort: 20_001 } },
    { general: { destinations: { deny: ['10.0.0.0/8'] } } },
    { general: { clusterDomain: 'corp.local' } },
    { spec: { component: { globalSidecar: { enable: true } }, service: { logSourcePort: 9999 } } },
    { general: { accessLogger: 'callers' } }
  ];
  expect(new Set([usual, ...others.map(checksum)]).size).toBeGreaterThanOrEqual(others.length);
});

test('the container has no rights, and a user whose traffic Istio captures', () => {
  const { container } = built({});
  expect(at(container, 'securityContext')).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
    runAsGroup: 65_532,
    runAsNonRoot: true,
    runAsUser: 65_532,
    seccompProfile: { type: 'RuntimeDefault' }
  });
});

test('probes and the drain go to the probe port; the pod has longer than the drain takes', () => {
  const { container, pod } = built({});
  expect(at(container, 'readinessProbe', 'httpGet')).toEqual({ path: '/healthz/ready', port: 'probe' });
  expect(at(container, 'startupProbe', 'httpGet')).toEqual({ path: '/healthz/ready', port: 'probe' });
  expect(at(container, 'livenessProbe', 'httpGet')).toEqual({ path: '/healthz/live', port: 'probe' });
  expect(at(container, 'lifecycle', 'preStop', 'httpGet')).toEqual({ path: '/healthz/drain', port: 'probe' });
  expect(at(pod, 'spec', 'terminationGracePeriodSeconds')).toBe(35);
});

test.each([
  [undefined, '2'],
  ['400m', '1'],
  ['2500m', '3'],
  [4, '4'],
  ['plenty', '2']
])('with a limit of %s processors Envoy has %s threads', (cpu, threads) => {
  const { container } = built({ component: cpu === undefined ? {} : { resources: { limits: { cpu } } } });
  const args = at(container, 'args') as ReadonlyArray<string>;
  expect(args[args.indexOf('--concurrency') + 1]).toBe(threads);
});
