/** Whether values are valid and survive encoding, or anything that the types allow. */
export type Flavour = 'plain' | 'any';

/** The namespaces of a generated mesh. Few, and the first ones named often: collisions are the point. */
export const namespaces = ['default', 'default', 'default', 'shop', 'shop', 'bank', 'istio-system'] as const;

/** The names of Services, fences and workloads, the popular ones named often. */
export const names = [
  'details',
  'details',
  'details',
  'reviews',
  'reviews',
  'ratings',
  'productpage',
  'cart',
  'api',
  'web',
  'global-sidecar'
] as const;

/** External hosts, beside each other and beneath each other's wildcards. */
export const externalHosts = [
  'api.example.com',
  'www.example.com',
  'a.b.example.com',
  'example.org'
] as const;

export const wildcardHosts = ['*.example.com', '*.com', '*.b.example.com', '*.svc.cluster.local'] as const;

/** IP addresses: cluster IPs, pods and endpoints share them, as they do where addresses are reused. */
export const addresses = [
  '10.0.0.1',
  '10.0.0.2',
  '10.0.0.3',
  '10.96.0.1',
  '10.96.0.2',
  'fd00::1',
  'fd00::a'
] as const;

/** Where the generated time begins: 2026-03-01T00:00:00Z. */
export const epoch = Date.UTC(2026, 2, 1);
