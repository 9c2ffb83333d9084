import fc from 'fast-check';
import { reporterOf } from '@meshfence/core';
import type { LogReporter, PodChange, Sighting, SocketAddress } from '@meshfence/core';
import { hostileHost, shortHost } from './host.js';
import { instant } from './instant.js';
import { namespaceName, objectName } from './meta.js';
import { pod } from './pod.js';
import { optional, record } from './record.js';
import { addresses, namespaces } from './universe.js';

const address: fc.Arbitrary<SocketAddress> = record<SocketAddress>({
  address: fc.constantFrom(...addresses, '127.0.0.1', '169.254.169.254', ''),
  port: optional(fc.constantFrom(80, 9080, 15_012))
});

const cluster = fc.constantFrom(
  '',
  'outbound|9080||details.default.svc.cluster.local',
  'outbound|80|v1|reviews.shop.svc.cluster.local',
  'outbound|',
  'inbound|9080||',
  'PassthroughCluster',
  'BlackHoleCluster'
);

/** An entry of an access log between the workloads of the universe, or anything else. */
export const sighting: fc.Arbitrary<Sighting> = record<Sighting>({
  kind: fc.constantFrom('http', 'http', 'tcp'),
  authority: fc.oneof(shortHost, shortHost, hostileHost, fc.constantFrom(...addresses)),
  userAgent: fc.constantFrom('', 'curl/8', 'kube-probe/1.31'),
  peer: optional(address, 3),
  local: optional(address, 3),
  hasUpstream: fc.constantFrom(true, true, false),
  upstreamCluster: cluster,
  routeName: fc.constantFrom('', 'default'),
  flags: fc.oneof(
    fc.constant(0),
    fc.nat(28).map(at => 1 << at)
  ),
  code: optional(fc.constantFrom(0, 200, 404, 503)),
  sourceNamespace: fc.constantFrom('', '-', ...namespaces),
  originalDestination: fc.constantFrom('', '10.96.0.1:9080', '[fd00::1]:80', 'nonsense'),
  startedAt: optional(instant('plain'), 3),
  duration: fc.nat(100_000)
});

/** News of pods, whose addresses are reused. */
export const podChange: fc.Arbitrary<PodChange> = fc.oneof(
  record<Extract<PodChange, { _tag: 'Set' }>>({
    _tag: fc.constant<'Set'>('Set'),
    pod: pod('plain'),
    since: optional(instant('plain'))
  }),
  record<Extract<PodChange, { _tag: 'Removed' }>>({
    _tag: fc.constant<'Removed'>('Removed'),
    key: fc.tuple(namespaceName, objectName('plain')).map(([namespace, name]) => `${namespace}/${name}`)
  })
);

/** Whoever reports: a sidecar, a global-sidecar of one namespace or of all, somebody else. */
export const logReporter: fc.Arbitrary<LogReporter> = fc
  .tuple(
    fc.constantFrom('sidecar', 'sidecar', 'sidecar', 'router'),
    namespaceName,
    objectName('plain'),
    fc.constantFrom('web', 'web', 'global-sidecar')
  )
  .map(([type, namespace, name, app]) => {
    const node = {
      id: `${type}~10.0.0.1~${name}.${namespace}~x`,
      namespace,
      workload: name,
      labels: { app }
    };
    return reporterOf(node, [{ namespace: 'default', serves: undefined }]);
  });
