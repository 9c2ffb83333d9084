import { expect, test } from 'vitest';
import { compile } from '../../../src/compiler.js';
import { found, read } from '../given/decoded.js';

/** What `kubectl get servicefences,services,virtualservices -A -o yaml` prints of a live cluster. */
const dump = `apiVersion: v1
items:
- apiVersion: microservice.slime.io/v1alpha1
  kind: ServiceFence
  metadata:
    annotations:
      kubectl.kubernetes.io/last-applied-configuration: |
        {"apiVersion":"microservice.slime.io/v1alpha1","kind":"ServiceFence","metadata":{},"spec":{"enable":true}}
    creationTimestamp: "2026-03-01T08:00:00Z"
    generation: 2
    managedFields:
    - apiVersion: microservice.slime.io/v1alpha1
      fieldsType: FieldsV1
      fieldsV1:
        f:spec:
          .: {}
          f:enable: {}
      manager: kubectl-client-side-apply
      operation: Update
      time: "2026-03-01T08:00:00Z"
    name: productpage
    namespace: default
    resourceVersion: "10662886"
    uid: f21e7d2b-4ab3-4de0-9b3d-131b6143d9db
  spec:
    enable: true
    host:
      reviews:
        stable: {}
  status:
    domains:
      details.default.svc.cluster.local:
        hosts:
        - details.default.svc.cluster.local
    metricStatus:
      '{destination_service="details.default.svc.cluster.local"}': "1"
- apiVersion: v1
  kind: Service
  metadata:
    labels:
      app: reviews
    name: reviews
    namespace: default
    managedFields: [{manager: kubectl}]
  spec:
    clusterIP: 10.96.0.7
    clusterIPs:
    - 10.96.0.7
    internalTrafficPolicy: Cluster
    ipFamilies:
    - IPv4
    ports:
    - name: http
      port: 9080
      protocol: TCP
      targetPort: 9080
    selector:
      app: reviews
    sessionAffinity: None
    type: ClusterIP
  status:
    loadBalancer: {}
- apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: reviews-v1
    namespace: default
  spec:
    template: {spec: {containers: []}}
kind: List
metadata:
  resourceVersion: ""
`;

test('what kubectl prints of a live cluster works as it is', () => {
  expect(found(dump)).toEqual([
    'kind-unknown: Deployment (apps/v1) does not bear on scopes and is passed over.'
  ]);
  const { value } = read(dump);
  expect(compile(value).value.sidecars).toMatchObject([
    {
      name: 'productpage',
      owner: { uid: 'f21e7d2b-4ab3-4de0-9b3d-131b6143d9db' },
      egressHosts: [
        '*/details.default.svc.cluster.local',
        '*/reviews.default.svc.cluster.local',
        'istio-system/*',
        'mesh-operator/*'
      ]
    }
  ]);
});

test('what the API server and kubectl added is not kept', () => {
  const { fences } = read(dump).value;
  expect({ ...fences[0]?.meta.annotations }).toEqual({});
});
