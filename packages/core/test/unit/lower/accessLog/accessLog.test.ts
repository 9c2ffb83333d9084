import { expect, test } from 'vitest';
import { meshConfigFragment } from '../../../../src/lower/accessLog/callers.js';
import type { Json } from '../../../../src/model/Json.js';
import { at, built } from '../globalSidecar/given.js';

const name = 'mesh-operator/global-sidecar-access-log';
const override = 'sidecar.istio.io/bootstrapOverride';

const annotation = (general: object) =>
  at(built({ general: general as never }).pod, 'metadata', 'annotations', override);

test('the global-sidecar’s proxies report what they receive, with the two headers', () => {
  const { find, pod } = built({});
  expect(at(pod, 'metadata', 'annotations', override)).toBe('global-sidecar-access-log');
  const bootstrap = JSON.parse(
    at(find(`ConfigMap/${name}`), 'data', 'custom_bootstrap.json') as string
  ) as Json;
  const cluster = at(bootstrap, 'static_resources', 'clusters', 0);
  const address = at(
    cluster,
    'load_assignment',
    'endpoints',
    0,
    'lb_endpoints',
    0,
    'endpoint',
    'address',
    'socket_address'
  );
  expect(address).toEqual({ address: 'lazyload.mesh-operator.svc.cluster.local', port_value: 8082 });
  const log = at(
    find(`EnvoyFilter/${name}`),
    'spec',
    'configPatches',
    0,
    'patch',
    'value',
    'typed_config',
    'access_log',
    0
  );
  expect(at(log, 'typed_config', 'additional_request_headers_to_log')).toEqual([
    'Slime-Source-Ns',
    'Slime-Orig-Dest'
  ]);
  expect(at(log, 'typed_config', 'common_config', 'grpc_service', 'envoy_grpc', 'cluster_name')).toBe(
    at(cluster, 'name')
  );
  expect(at(log, 'filter', 'header_filter', 'header', 'name')).toBe('slime-orig-dest');
});

test('they report to where the controller takes reports', () => {
  const spec = {
    component: { globalSidecar: { enable: true } },
    namespace: 'ops',
    service: { logSourcePort: 9000 }
  };
  const { find } = built({ general: { clusterDomain: 'corp.local' }, spec });
  const text = at(find('ConfigMap/ops/global-sidecar-access-log'), 'data', 'custom_bootstrap.json') as string;
  expect(text).toContain('"lazyload.ops.svc.corp.local"');
  expect(text).toContain('9000');
});

test('they report nothing where callers do, or where metrics are learned from', () => {
  expect(annotation({ accessLogger: 'both' })).toBeDefined();
  expect(annotation({ accessLogger: 'callers' })).toBeUndefined();
  expect(annotation({ metricSourceType: 'prometheus' })).toBeUndefined();
  const { keys } = built({ general: { accessLogger: 'callers' } });
  expect(keys.filter(key => key.includes('access-log'))).toEqual([]);
});

test('the callers’ proxies report what they send, in the whole mesh or in the namespaces that use it', () => {
  const telemetries = (general: object, module: object = {}) =>
    built({ general: general as never, module: module as never }).keys.filter(key =>
      key.startsWith('Telemetry/')
    );
  expect(telemetries({ accessLogger: 'callers' })).toEqual(['Telemetry/istio-system/meshfence']);
  expect(telemetries({ accessLogger: 'both' }, { global: { istioNamespace: 'istio' } })).toEqual([
    'Telemetry/istio/meshfence'
  ]);
  expect(telemetries({ accessLogger: 'callers', globalSidecarMode: 'no' })).toEqual([
    'Telemetry/istio-system/meshfence'
  ]);
  expect(
    telemetries({ accessLogger: 'callers', globalSidecarMode: 'namespace', namespace: ['b', 'a'] })
  ).toEqual(['Telemetry/a/meshfence', 'Telemetry/b/meshfence']);
  expect(telemetries({})).toEqual([]);
  expect(telemetries({ accessLogger: 'callers' }, { enable: false })).toEqual([]);
  const invalid = {
    accessLogger: 'callers',
    globalSidecarMode: 'namespace',
    namespace: ['istio-system', 'a', 'Not One', 'a']
  };
  expect(telemetries(invalid)).toEqual(['Telemetry/a/meshfence']);
  expect(telemetries({ accessLogger: 'callers', metricSourceType: 'prometheus' })).toEqual([]);
  const { find } = built({ general: { accessLogger: 'callers' } });
  expect(at(find('Telemetry/istio-system/meshfence'), 'spec')).toEqual({
    accessLogging: [{ match: { mode: 'CLIENT' }, providers: [{ name: 'meshfence-als' }] }]
  });
});

test('the mesh configuration is told which provider the callers need', () => {
  const service = 'lazyload.mesh-operator.svc.cluster.local';
  expect(meshConfigFragment(built({ general: { accessLogger: 'both' } }).config)).toEqual({
    extensionProviders: [
      { name: 'meshfence-als', envoyHttpAls: { service, port: 8082, logName: 'meshfence' } }
    ]
  });
  expect(meshConfigFragment(built({}).config)).toEqual({});
});

const receivers = {
  module: { metric: { prometheus: { address: 'http://prometheus' } } },
  spec: {
    component: { globalSidecar: { enable: true }, accessLogReceiver: { enable: true, port: 9000 } }
  }
};

test('where there are receivers, everybody reports to them', () => {
  const { config, find } = built({ general: { accessLogger: 'both' }, ...receivers });
  const text = at(find(`ConfigMap/${name}`), 'data', 'custom_bootstrap.json') as string;
  expect(text).toContain('"lazyload-als.mesh-operator.svc.cluster.local"');
  expect(text).toContain('9000');
  expect(meshConfigFragment(config)).toMatchObject({
    extensionProviders: [
      { envoyHttpAls: { service: 'lazyload-als.mesh-operator.svc.cluster.local', port: 9000 } }
    ]
  });
});

test('receivers are reported to beside metrics, too', () => {
  const general = { metricSourceType: 'prometheus', accessLogger: 'both' };
  const { keys } = built({ general, ...receivers });
  expect(keys).toContain(`ConfigMap/${name}`);
  expect(keys).toContain('Telemetry/istio-system/meshfence');
  expect(keys).toContain('EnvoyFilter/mesh-operator/global-sidecar-metadata');
  const off = built({ general, ...receivers, module: { ...receivers.module, enable: false } });
  expect(off.keys).not.toContain('Telemetry/istio-system/meshfence');
});
