import { expect, test } from 'vitest';
import { explain } from '../../../src/explain/explain.js';
import { printExplanation } from '../../../src/explain/printExplanation.js';
import type { Json } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { edges, fence, route, service, serviceEntry, slimeBoot } from '../given/objects.js';

const key = 'default/reviews';

const printed = (objects: ReadonlyArray<Json>, host?: string, now?: string): string => {
  const { mesh, plan } = compiled(objects, now);
  const found = explain(mesh, plan, { namespace: 'default', name: 'reviews' }, host);
  return found === undefined ? '' : printExplanation(found);
};

test('a scope is printed host by host, each with its chains', () => {
  const evidence = [{ source: 'als', lastSeen: '2026-03-01T08:00:00Z', count: 12 }];
  const objects = [
    slimeBoot({
      domainAliases: [{ pattern: '^a\\.x$', templates: ['b.y'] }],
      stableHost: ['stable.x'],
      dispatches: [{ name: 'out', domains: ['o.x'], cluster: 'outbound|80||egress.x' }],
      clusterGsNamespace: 'gs'
    }),
    fence(key, {
      host: { details: {}, 'shop/*': {}, 'bar/q.x': {} },
      labelSelector: [{ selector: { tier: 'y', app: 'x' } }]
    }),
    service('default/details'),
    service('default/labelled', {}, { labels: { app: 'x', tier: 'y' } }),
    service('default/pay', { type: 'ExternalName', externalName: 'pay.z' }),
    serviceEntry('shop/e', { hosts: ['*.wild.x'] }),
    edges([
      { from: key, to: 'a.x', evidence },
      { from: key, to: 'pay', evidence: [{ source: 'als' }, { source: 'prometheus', count: 1 }] },
      { from: key, to: 'c.wild.x', evidence: [{ source: 'als', count: 1 }] }
    ]),
    route('shop/v', ['a.x'], ['d.x'])
  ];
  expect(printed(objects)).toBe(`default/reviews  (app=reviews)

*.wild.x
  c.wild.x: observed: seen by als, 1 call
     -> *.wild.x: ServiceEntry shop/e defines it by this wildcard

a.x
  observed: seen by als, 12 calls, last 2026-03-01T08:00:00Z

b.y
  a.x: observed: seen by als, 12 calls, last 2026-03-01T08:00:00Z
     -> b.y: alias b.y

c.wild.x
  observed: seen by als, 1 call

d.x
  a.x: observed: seen by als, 12 calls, last 2026-03-01T08:00:00Z
     -> d.x: VirtualService shop/v sends it there

details.default.svc.cluster.local
  static dependency (spec.host)

egress.x
  target of the dispatch rule out

labelled.default.svc.cluster.local
  label app=x,tier=y of Service default/labelled

pay.default.svc.cluster.local
  observed: seen by als, prometheus, 1 call

pay.z
  pay.default.svc.cluster.local: observed: seen by als, prometheus, 1 call
     -> pay.z: Service default/pay is an ExternalName for it

stable.x
  stableHost of the SlimeBoot (stable.x)

q.x  (bar/q.x)
  static dependency (spec.host)

shop/*
  static dependency on a namespace (shop/*)

istio-system/*
  Istio's own namespace

mesh-operator/*
  meshfence's own namespace

global-sidecar.gs.svc.cluster.local
  the global-sidecar, for calls outside the scope
`);
});

test('what the status remembers, and what is about to expire, is said', () => {
  const status = {
    metricStatus: { '{destination_service="a.x"}': '3' },
    lastSeen: { 'a.x': '2026-03-01T00:00:00Z' }
  };
  const evidence = [{ source: 's', firstSeen: '2026-03-01T00:00:00Z', lastSeen: '2026-03-01T17:00:00Z' }];
  const objects = [
    slimeBoot({ expiry: { learned: '16h' } }),
    fence(key, {}, status),
    edges(
      [{ from: key, to: 'b.x', evidence }],
      [{ name: 's', direct: true, windows: [{ from: '2026-03-01T00:00:00Z' }] }]
    )
  ];
  expect(printed(objects, 'a.x', '2026-03-01T17:00:00Z')).toBe(`default/reviews  (app=reviews)

a.x
  observed: remembered in the status, 3 calls, about to expire

What sources have seen of it
  s  has watched since 2026-03-01T00:00:00Z (17h ago), direct calls included; no call to the host; last call 2026-03-01T17:00:00Z (0s ago)
`);
});

test('a delegate and a short name are named', () => {
  const objects = [
    slimeBoot({ enableShortDomain: true }),
    fence(key, { host: { 'a.x': {} } }),
    {
      ...route('shop/v', ['a.x'], []),
      spec: { hosts: ['a.x'], http: [{ delegate: { name: 'd' } }] }
    },
    { ...route('shop/d', [], []), spec: { http: [{ route: [{ destination: { host: 'cart' } }] }] } }
  ];
  expect(printed(objects, 'cart.shop')).toBe(`default/reviews  (app=reviews)

cart.shop
  a.x: static dependency (spec.host)
     -> cart.shop.svc.cluster.local: VirtualService shop/v (delegate shop/d) sends it there
        -> cart.shop: short name (enableShortDomain)
`);
});

test('a host without an entry, and a fence without a Sidecar, are said to be so', () => {
  expect(
    printed([slimeBoot({ egressHosts: 'exact' }), fence(key, { enable: false, host: { 'a.x': {} } })], 'a.x')
  ).toBe(
    `default/reviews  (app=reviews)
Yields no Sidecar: the fence is not enabled.

a.x  (no entry as yet)
  static dependency (spec.host)
`
  );
});

test('a fence that selects nothing says so', () => {
  expect(printed([fence(key, { workloadSelector: { fromService: true } })], 'x.y')).toContain(
    'default/reviews  (selects nothing)\nYields no Sidecar: there is no Service of that name.\n'
  );
});

const unknown = 'No Service or ServiceEntry of the input has this host.\n';

test.each<[string, ReadonlyArray<Json>, string, string]>([
  [
    'details',
    [service('default/details')],
    `details.default.svc.cluster.local is not in the scope: no static dependency, label, edge, VirtualService or alias leads to it.
An observed call would add it, or a static dependency:

  spec:
    host:
      details.default.svc.cluster.local: {stable: {}}
`,
    ''
  ],
  [
    'x.y',
    [],
    `x.y is not in the scope: no static dependency, label, edge, VirtualService or alias leads to it.\n${unknown}`,
    ''
  ],
  [
    'a_b.c',
    [],
    'a_b.c is not in the scope: Istio would reject it: the label "a_b" is not made of letters, digits and inner hyphens.\nUse a full DNS name.\n',
    ''
  ],
  [
    'a.b',
    [slimeBoot({ denyHosts: ['*.b'] })],
    `a.b is not in the scope: the deny rule "*.b" keeps it out.\n${unknown}Remove the rule from general.denyHosts to allow it.\n`,
    ''
  ],
  [
    'e.x',
    [serviceEntry('shop/e', { hosts: ['e.x'], exportTo: ['.'] })],
    'e.x is not in the scope: it is not exported to namespace default (exportTo).\nExport it to that namespace.\n',
    ''
  ],
  [
    '10.0.0.1',
    [],
    '10.0.0.1 is not in the scope: the address belongs to no Service, pod or ServiceEntry of the input.\nAdd Services, pods or EndpointSlices to the input.\n',
    ''
  ],
  [
    'old.x',
    [fence(key, { host: { 'old.x': { deadline: { expire: '2026-03-01T00:00:00Z' } } } })],
    `old.x is not in the scope: it has expired.\n${unknown}A new call brings it back, or a static dependency:\n`,
    '2026-03-02T00:00:00Z'
  ]
])('the absence of %s is explained, with what would help', (host, objects, text, now) => {
  const given = objects.some(object => JSON.stringify(object).includes('"ServiceFence"'))
    ? objects
    : [fence(key), ...objects];
  expect(printed(given, host, now === '' ? undefined : now)).toContain(
    `default/reviews  (app=reviews)\n\n${text}`
  );
});
