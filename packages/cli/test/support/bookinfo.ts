const service = (name: string): string => `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: default }
spec:
  selector: { app: ${name} }
  ports: [{ name: http, port: 9080 }]
`;

/** A small mesh: productpage and reviews are fenced, productpage calls reviews, reviews lists ratings. */
export const bookinfo = {
  'mesh/slimeboot.yaml': `apiVersion: config.netease.com/v1alpha1
kind: SlimeBoot
metadata: { name: lazyload, namespace: mesh-operator }
spec:
  module:
    - name: lazyload
      kind: lazyload
      enable: true
      general: { autoFence: false }
`,
  'mesh/services.yaml': ['productpage', 'details', 'reviews', 'ratings'].map(service).join('---\n'),
  'mesh/fences.yaml': `apiVersion: microservice.slime.io/v1alpha1
kind: ServiceFence
metadata: { name: productpage, namespace: default }
spec:
  enable: true
---
apiVersion: microservice.slime.io/v1alpha1
kind: ServiceFence
metadata: { name: reviews, namespace: default }
spec:
  enable: true
  host:
    ratings.default.svc.cluster.local: { stable: {} }
`,
  'mesh/edges.yaml': `apiVersion: meshfence.io/v1alpha1
kind: EdgeList
metadata: { name: calls }
edges:
  - from: default/productpage
    to: reviews.default.svc.cluster.local
    evidence:
      - { source: als, firstSeen: "2026-03-01T08:00:00Z", lastSeen: "2026-03-07T08:00:00Z", count: 1204 }
`
} as const;

const sidecar = (name: string, host: string): string => `apiVersion: networking.istio.io/v1beta1
kind: Sidecar
metadata:
  labels:
    app.kubernetes.io/managed-by: meshfence
  name: ${name}
  namespace: default
spec:
  egress:
  - hosts:
    - '*/${host}.default.svc.cluster.local'
    - istio-system/*
    - mesh-operator/*
  workloadSelector:
    labels:
      app: ${name}
`;

/** The Sidecars that follow from it. */
export const sidecars = {
  'sidecar-default-productpage.yaml': sidecar('productpage', 'reviews'),
  'sidecar-default-reviews.yaml': sidecar('reviews', 'ratings')
} as const;

/** A fence that has no Service, so that it yields no Sidecar. */
export const brokenFence = `apiVersion: microservice.slime.io/v1alpha1
kind: ServiceFence
metadata: { name: ghost, namespace: default }
spec:
  enable: true
  workloadSelector: { fromService: true }
`;
