import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/model/Json.js';
import type { Resource } from '../../../../src/model/Resource.js';
import { installed, installedFrom } from '../../given/installed.js';
import type { Installed } from '../../given/installed.js';
import { service, slimeBoot } from '../../given/objects.js';

interface Rule {
  readonly apiGroups: ReadonlyArray<string>;
  readonly resources: ReadonlyArray<string>;
  readonly verbs: ReadonlyArray<string>;
  readonly resourceNames?: ReadonlyArray<string>;
}

/** The rules that hold in a namespace; those that hold everywhere, for an empty one. */
const rulesIn = ({ resources }: Installed, namespace = ''): ReadonlyArray<Rule> =>
  resources
    .filter(each => ['ClusterRole', 'Role'].includes(each.kind) && each.namespace === namespace)
    .flatMap(({ object }) => object['rules'] as unknown as ReadonlyArray<Rule>);

/** `group/resource: verbs`, one line for each resource. */
const lines = (rules: ReadonlyArray<Rule>): ReadonlyArray<string> =>
  rules
    .flatMap(({ apiGroups, resourceNames, resources, verbs }) =>
      resources.map(
        name => `${[...apiGroups, name].join('/')}: ${[...verbs, ...(resourceNames ?? [])].join(' ')}`
      )
    )
    .toSorted();

const all = 'create delete list patch watch';
const gs = { globalSidecar: { enable: true } };

const ofFences = [
  'events.k8s.io/events: create patch',
  'microservice.slime.io/servicefences/finalizers: update',
  'microservice.slime.io/servicefences/status: patch'
];
const ofRoutes = [`networking.istio.io/envoyfilters: ${all}`, `telemetry.istio.io/telemetries: ${all}`];
const ofGlobalSidecar = [
  ...['configmaps', 'serviceaccounts', 'services'].map(name => `/${name}: ${all}`),
  `apps/deployments: ${all}`,
  `networking.istio.io/destinationrules: ${all}`,
  `networking.istio.io/envoyfilters: ${all}`,
  `policy/poddisruptionbudgets: ${all}`
];
const ofItself = [
  'config.netease.com/slimeboots/status: patch',
  'config.netease.com/slimeboots: list watch',
  'coordination.k8s.io/leases: create',
  'coordination.k8s.io/leases: get update lazyload',
  'events.k8s.io/events: create patch'
];
const ofMesh = [
  ...['namespaces', 'pods', 'services'].map(name => `/${name}: list watch`),
  'discovery.k8s.io/endpointslices: list watch',
  ...['serviceentries', 'virtualservices'].map(name => `networking.istio.io/${name}: list watch`)
];

test('in cluster mode fences are written everywhere, and the rest where it is', () => {
  const it = installed({ component: gs }, {}, { globalSidecarMode: 'cluster' });
  expect(lines(rulesIn(it))).toEqual(
    [
      ...ofMesh,
      ...ofFences,
      `microservice.slime.io/servicefences: ${all}`,
      `networking.istio.io/sidecars: ${all}`
    ].toSorted()
  );
  expect(lines(rulesIn(it, 'istio-system'))).toEqual(ofRoutes);
  expect(lines(rulesIn(it, 'mesh-operator'))).toEqual([...ofGlobalSidecar, ...ofItself].toSorted());
});

test('in namespace mode nothing is written but in its namespaces', () => {
  const it = installed({ component: gs }, {}, { globalSidecarMode: 'namespace', namespace: ['a', 'b'] });
  expect(lines(rulesIn(it))).toEqual(
    [
      ...ofMesh,
      'microservice.slime.io/servicefences: list watch',
      'networking.istio.io/sidecars: list watch'
    ].toSorted()
  );
  const write = 'create delete patch';
  const expected = [
    ...ofFences,
    `microservice.slime.io/servicefences: ${write}`,
    `networking.istio.io/sidecars: ${write}`,
    ...new Set([...ofRoutes, ...ofGlobalSidecar])
  ].toSorted();
  expect(lines(rulesIn(it, 'a'))).toEqual(expected);
  expect(lines(rulesIn(it, 'b'))).toEqual(expected);
  expect(lines(rulesIn(it, 'istio-system'))).toEqual([]);
  expect(lines(rulesIn(it, 'mesh-operator'))).toEqual(ofItself);
});

test("Istio's own namespace is none of those that are listed: what is written there holds for the mesh", () => {
  const listed = { globalSidecarMode: 'namespace', namespace: ['a', 'istio-system', 'Not One', 'a'] };
  const it = installed({ component: gs }, {}, listed);
  expect(rulesIn(it, 'istio-system')).toEqual([]);
  expect(rulesIn(it, 'a')).not.toEqual([]);
  expect(it.resources.filter(({ kind }) => kind === 'Role').map(({ namespace }) => namespace)).toEqual([
    'a',
    'mesh-operator'
  ]);
});

test('without a global-sidecar no workload is written', () => {
  const it = installed();
  expect(lines(rulesIn(it, 'istio-system'))).toEqual(ofRoutes);
  expect(lines(rulesIn(it, 'mesh-operator'))).toEqual([`/services: ${all}`, ...ofItself].toSorted());
});

test('the SlimeBoot is read where it stands', () => {
  const boot = slimeBoot({ globalSidecarMode: 'no' }, {}, { namespace: 'mesh' });
  const it = installedFrom([{ ...boot, metadata: { name: 'lazyload', namespace: 'ops' } }]);
  expect(lines(rulesIn(it, 'ops'))).toEqual(
    ofItself.filter(line => line.startsWith('config.') || line.startsWith('events.'))
  );
  expect(lines(rulesIn(it, 'mesh'))).not.toContain('config.netease.com/slimeboots: list watch');
});

test('every role is bound to the ServiceAccount, under a name that no other controller has', () => {
  const { resources } = installed(
    { component: gs },
    {},
    { globalSidecarMode: 'namespace', namespace: ['a'] }
  );
  const ofKind = (kind: string) => resources.filter(each => each.kind === kind);
  const bindings = [...ofKind('ClusterRoleBinding'), ...ofKind('RoleBinding')];
  const places = (list: ReadonlyArray<Resource>) => list.map(({ namespace, name }) => `${namespace}/${name}`);
  expect(places(bindings)).toEqual(places([...ofKind('ClusterRole'), ...ofKind('Role')]));
  expect(new Set(bindings.map(({ name }) => name))).toEqual(new Set(['lazyload.mesh-operator']));
  for (const { object } of bindings)
    expect(object['subjects']).toEqual([
      { kind: 'ServiceAccount', name: 'lazyload', namespace: 'mesh-operator' }
    ]);
});

const plural = (kind: string): string => `${kind.toLowerCase()}s`.replace(/ys$/, 'ies');

const isCovered = (it: Installed, { apiVersion, kind, namespace }: Resource): boolean =>
  ['create', 'patch', 'delete'].every(verb =>
    [...rulesIn(it), ...rulesIn(it, namespace)].some(
      ({ apiGroups, resources, verbs }) =>
        apiGroups.includes(apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '') &&
        resources.includes(plural(kind)) &&
        verbs.includes(verb)
    )
  );

const modes = ['cluster', 'namespace', 'no'];
const settings: ReadonlyArray<JsonObject> = [
  {},
  { accessLogger: 'callers' },
  { accessLogger: 'both', supportH2: true, addEnvHeaderViaLua: true },
  { metricSourceType: 'prometheus', autoPort: true },
  { clusterGsNamespace: 'gs', dispatches: [{ name: 'd', domains: ['*'], cluster: 'PassthroughCluster' }] }
];

test.each(modes.flatMap(mode => settings.map(each => [mode, JSON.stringify(each), each] as const)))(
  'what is made in mode %s with %s may be written',
  (globalSidecarMode, _, more) => {
    const general = { globalSidecarMode, namespace: ['a'], wormholePort: ['9080'], ...more };
    const spec = { component: { globalSidecar: { enable: true, replicas: 3 } } };
    const objects: ReadonlyArray<Json> = [slimeBoot(general, {}, spec), service('a/web')];
    const it = installedFrom(objects);
    const made = it.resources.filter(({ part }) => part !== 'controller' && part !== 'definitions');
    expect(
      made.filter(each => !isCovered(it, each)).map(({ kind, namespace }) => `${kind} in ${namespace}`)
    ).toEqual([]);
  }
);
