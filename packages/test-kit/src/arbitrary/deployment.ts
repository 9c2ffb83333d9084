import fc from 'fast-check';
import { defaultDeployment, defaultServicePorts } from '@meshfence/core';
import type { Deployment, Image, JsonObject, Named, ServicePorts } from '@meshfence/core';
import { changed, optional, record } from './record.js';

const image = record<Image>({
  pullPolicy: optional(fc.constantFrom('Always', 'IfNotPresent', 'Never')),
  repository: optional(fc.constantFrom('docker.io/slimeio/slime-lazyload', 'registry.bank/meshfence')),
  tag: optional(fc.constantFrom('v0.9.0', '1'))
});

const service = changed<ServicePorts>(defaultServicePorts, {
  type: fc.constantFrom('ClusterIP', 'NodePort'),
  port: fc.constantFrom(80, 8080),
  auxiliaryPort: fc.constantFrom(8081, 9090)
});

const some = <A>(...values: ReadonlyArray<A>): fc.Arbitrary<ReadonlyArray<A>> =>
  fc.subarray([...values], { maxLength: Math.min(2, values.length) });

/** Volumes, and mounts of theirs: a mount without a volume is left out when it is read. */
const storage = fc
  .uniqueArray(fc.constantFrom('log', 'cache', 'ca'), { maxLength: 2 })
  .map((names): Pick<Deployment, 'volumes' | 'volumeMounts'> => ({
    volumes: names.map(name => ({ name, persistentVolumeClaim: { claimName: name } })),
    volumeMounts: names.map(name => ({ name, mountPath: `/tmp/${name}` }))
  }));

const settings: fc.Arbitrary<Deployment> = changed<Deployment>(defaultDeployment, {
  image,
  replicaCount: fc.constantFrom(0, 1, 3),
  service,
  serviceAccount: fc.constantFrom(
    { create: false, name: 'mesh' },
    { create: true, name: undefined },
    { create: true, name: 'global-sidecar' }
  ),
  args: some('--log-level=debug', '-v'),
  env: some<Named>(
    { name: 'TZ', value: 'UTC' },
    { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }
  ),
  resources: fc.constantFrom({}, { requests: { cpu: '1' } }),
  imagePullSecrets: some<Named>({ name: 'registry' }),
  nodeSelector: fc.constantFrom({}, { 'kubernetes.io/os': 'linux' }),
  tolerations: some<JsonObject>({ operator: 'Exists' }),
  affinity: fc.constantFrom({}, { podAntiAffinity: {} }),
  podSecurityContext: fc.constantFrom<JsonObject>({}, { runAsUser: 1000 }, { runAsUser: null }),
  containerSecurityContext: fc.constantFrom<JsonObject>({}, { privileged: true })
});

/** The controller's workload: the defaults, some of them changed. */
export const deployment: fc.Arbitrary<Deployment> = fc
  .tuple(settings, storage)
  .map(([own, stored]) => ({ ...own, ...stored }));
