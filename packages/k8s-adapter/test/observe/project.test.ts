import { expect, test } from 'vitest';
import { project } from '../../src/observe/project.js';
import { fence, sidecar } from './objects.js';

const heavy = {
  uid: 'u',
  resourceVersion: '7',
  generation: 3,
  labels: { app: 'web' },
  annotations: {
    'kubectl.kubernetes.io/last-applied-configuration': 'x'.repeat(250_000),
    'networking.istio.io/exportTo': '.',
    'meshfence.io/egressHosts': 'exact'
  },
  managedFields: [{ manager: 'kubectl', operation: 'Apply' }]
};

const kept = { 'networking.istio.io/exportTo': '.', 'meshfence.io/egressHosts': 'exact' };

test('of a Service, what its hosts, ports and pods follow from', () => {
  const service = project('services', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'shop', name: 'web', ...heavy },
    spec: { type: 'ClusterIP', selector: { app: 'web' }, ports: [{ port: 80 }], sessionAffinity: 'None' },
    status: { loadBalancer: {} }
  });
  expect(service).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'shop', name: 'web', labels: { app: 'web' }, annotations: kept },
    spec: { type: 'ClusterIP', selector: { app: 'web' }, ports: [{ port: 80 }] }
  });
});

test('of a pod, its labels and addresses', () => {
  const pod = project('pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'shop', name: 'web-1', labels: { app: 'web' } },
    spec: { containers: [{ name: 'app' }], hostNetwork: true },
    status: { phase: 'Running', podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }], conditions: [] }
  });
  expect([pod['spec'], pod['status']]).toEqual([
    { hostNetwork: true },
    { phase: 'Running', podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }] }
  ]);
});

test('of an EndpointSlice, its addresses, whatever else is in the place of endpoints', () => {
  const slice = (endpoints: ReadonlyArray<unknown> | null) =>
    project('endpointSlices', {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { namespace: 'shop', name: 'web' },
      endpoints: endpoints as null
    })['endpoints'];
  expect(slice([{ addresses: ['10.0.0.1'], conditions: { ready: true } }, 7])).toEqual([
    { addresses: ['10.0.0.1'] },
    {}
  ]);
  expect(slice(null)).toEqual([]);
});

test('of a namespace its labels; of fences and Sidecars all, with who they are or belong to', () => {
  const metadata = { name: 'shop', labels: { lazyload: 'enabled' } };
  expect(project('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata, spec: {} })).toEqual({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { ...metadata, annotations: {} }
  });
  expect(project('fences', fence('web', 1))).toMatchObject({
    metadata: { uid: 'uid-web' },
    spec: { enable: true }
  });
  const owners = [{ kind: 'ServiceFence', name: 'web' }];
  expect(project('sidecars', sidecar('web', 1, { ownerReferences: owners }))).toMatchObject({
    metadata: { ownerReferences: owners },
    spec: { egress: [{ hosts: ['./*'] }] }
  });
});

test('what changes by itself is no change', () => {
  const before = fence('web', 1);
  const after = fence('web', 2, { enable: true });
  expect(project('fences', after)).toEqual(project('fences', before));
});
