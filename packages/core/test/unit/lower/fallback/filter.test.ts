import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/model/Json.js';
import { compiled } from '../../given/compiled.js';
import { slimeBoot } from '../../given/objects.js';
import { find, names, patches, routes, withGlobalSidecar } from './given.js';

const root = 'istio-system/meshfence-fallback-9080';
const gs = 'outbound|9080||global-sidecar.mesh-operator.svc.cluster.local';
const dispatch = (name: string, domains: ReadonlyArray<string>, cluster: string): JsonObject => ({
  name,
  domains,
  cluster
});
const clusters = (...args: Parameters<typeof routes>) =>
  routes(...args).map(({ name, route }) => [name, route.cluster]);

test('in cluster mode the whole mesh gets a filter for each port', () => {
  const result = withGlobalSidecar({ wormholePort: ['9080', '80'] });
  expect(names(result, 'EnvoyFilter').filter(name => name.includes('fallback'))).toEqual([
    'istio-system/meshfence-fallback-80',
    'istio-system/meshfence-fallback-9080'
  ]);
  expect(new Set(patches(result, root).map(({ match }) => match.routeConfiguration?.portNumber))).toEqual(
    new Set([9080])
  );
});

test('every outboundTrafficPolicy has its catch-all patched', () => {
  const result = withGlobalSidecar({});
  for (const catchAll of ['allow_any', 'block_all', 'allow_any_dynamic_dns']) {
    expect(clusters(result, root, catchAll).at(-1)).toEqual(['to-global-sidecar', gs]);
  }
});

test('the global-sidecar is told the original destination and the namespace of the caller, whatever the caller says', () => {
  const [route] = routes(withGlobalSidecar({}), root, 'block_all');
  expect(route?.request_headers_to_add).toEqual([
    {
      append_action: 'OVERWRITE_IF_EXISTS_OR_ADD',
      header: { key: 'Slime-Orig-Dest', value: '%DOWNSTREAM_LOCAL_ADDRESS%' }
    },
    {
      append_action: 'OVERWRITE_IF_EXISTS_OR_ADD',
      header: { key: 'Slime-Source-Ns', value: '%ENVIRONMENT(POD_NAMESPACE)%' }
    }
  ]);
});

test('no route has a time limit', () => {
  const result = withGlobalSidecar({
    dispatches: [dispatch('a', ['a.com'], 'PassthroughCluster'), dispatch('b', ['*'], '_GLOBAL_SIDECAR')]
  });
  const limits = ['allow_any', 'block_all', 'allow_any_dynamic_dns']
    .flatMap(each => routes(result, root, each))
    .map(({ route }) => route.timeout);
  expect(new Set(limits)).toEqual(new Set(['0s']));
});

test('in namespace mode each namespace has a filter and a global-sidecar of its own', () => {
  const result = withGlobalSidecar({ globalSidecarMode: 'namespace', namespace: ['shop', 'bank', 'shop'] });
  expect(names(result, 'EnvoyFilter').filter(name => name.includes('fallback'))).toEqual([
    'bank/meshfence-fallback-9080',
    'shop/meshfence-fallback-9080'
  ]);
  const [route] = routes(result, 'shop/meshfence-fallback-9080', 'block_all');
  expect(route?.route.cluster).toBe('outbound|9080||global-sidecar.shop.svc.cluster.local');
  expect(route?.request_headers_to_add?.map(({ header }) => header.value)).toEqual([
    '%DOWNSTREAM_LOCAL_ADDRESS%',
    'shop'
  ]);
});

test("Istio's own namespace cannot have namespace mode: its filter would reach the whole mesh", () => {
  const result = withGlobalSidecar({ globalSidecarMode: 'namespace', namespace: ['istio-system', 'shop'] });
  expect(names(result, 'EnvoyFilter').filter(name => name.startsWith('istio-system/'))).toEqual([]);
  expect(result.messages('namespace-root')).toHaveLength(1);
});

test('rules come in their order, though each patch goes before the one listed before it', () => {
  const dispatches = [
    dispatch('a', ['a.com'], 'PassthroughCluster'),
    dispatch('b', ['*.b.com'], 'outbound|80||b.c'),
    dispatch('c', ['*'], '_GLOBAL_SIDECAR')
  ];
  expect(
    clusters(withGlobalSidecar({ dispatches, disableIpv4Passthrough: true }), root, 'allow_any')
  ).toEqual([
    ['dispatch/a', 'PassthroughCluster'],
    ['dispatch/b', 'outbound|80||b.c'],
    ['to-global-sidecar/c', gs]
  ]);
});

test('rules are INSERT_FIRST, and the default is MERGEd into the route that is there', () => {
  const result = withGlobalSidecar({});
  expect(new Set(patches(result, root).map(({ patch }) => patch.operation))).toEqual(
    new Set(['MERGE', 'INSERT_FIRST'])
  );
  expect(
    patches(result, root)
      .filter(({ patch }) => patch.operation === 'MERGE')
      .every(({ patch }) => patch.value.match === undefined)
  ).toBe(true);
});

test('with dispatch rules and no last one the rest is left to Istio, as in the tutorial', () => {
  const dispatches = [dispatch('a', ['a.com'], 'PassthroughCluster')];
  const result = withGlobalSidecar({ dispatches });
  expect(clusters(result, root, 'allow_any')).toEqual([['dispatch/a', 'PassthroughCluster']]);
  expect(result.messages('dispatch-without-default')).toHaveLength(1);
});

test('requests by address pass the global-sidecar by, unless they are not to', () => {
  expect(clusters(withGlobalSidecar({}), root, 'allow_any')[0]).toEqual(['to-address', 'PassthroughCluster']);
  expect(clusters(withGlobalSidecar({ disableIpv4Passthrough: true }), root, 'allow_any')).toHaveLength(1);
});

test('requests by address do not get past a policy that refuses them', () => {
  expect(clusters(withGlobalSidecar({}), root, 'block_all')).toEqual([['to-global-sidecar', gs]]);
});

test('the route for addresses stands before the rule that would take them to the global-sidecar, and behind the others', () => {
  const dispatches = [
    dispatch('a', ['a.com'], 'PassthroughCluster'),
    dispatch('all', ['*'], '_GLOBAL_SIDECAR')
  ];
  expect(clusters(withGlobalSidecar({ dispatches }), root, 'allow_any').map(([name]) => name)).toEqual([
    'dispatch/a',
    'to-address',
    'to-global-sidecar/all'
  ]);
});

test('passthroughByDefault leaves the rest to Istio', () => {
  expect(names(withGlobalSidecar({ passthroughByDefault: true }), 'EnvoyFilter')).not.toContain(root);
});

test('proxyVersion limits every patch to such proxies', () => {
  const limited = patches(
    withGlobalSidecar({ proxyVersion: '^1\\.2[0-9].*', addEnvHeaderViaLua: true }),
    root
  );
  expect(limited.every(({ match }) => match.proxy?.['proxyVersion'] === '^1\\.2[0-9].*')).toBe(true);
});

test('with a limit that Istio would not take there are no routes: they would reach proxies that were to be left alone', () => {
  for (const proxyVersion of ['a'.repeat(1025), '(1.2']) {
    const result = withGlobalSidecar({ proxyVersion });
    expect(names(result, 'EnvoyFilter').filter(name => name.includes('fallback'))).toEqual([]);
    expect(result.messages('proxy-version-unusable')).toHaveLength(1);
  }
});

test("no patch asks for a proxy's metadata: Istio's route cache would hand its routes to others", () => {
  const result = withGlobalSidecar({
    proxyVersion: '1',
    addEnvHeaderViaLua: true,
    metricSourceType: 'prometheus'
  });
  const filters = result.plan.resources.filter(({ kind }) => kind === 'EnvoyFilter');
  const all = filters.flatMap(
    ({ object }) =>
      (object['spec'] as { configPatches: ReadonlyArray<{ match: { proxy?: object } }> }).configPatches
  );
  expect(all.every(({ match }) => !Object.hasOwn(match.proxy ?? {}, 'metadata'))).toBe(true);
});

test('headers in Lua stand on the listeners of the port, and no route sets them', () => {
  const result = withGlobalSidecar({ addEnvHeaderViaLua: true });
  const lua = patches(result, root).filter(({ applyTo }) => applyTo === 'HTTP_FILTER');
  expect(lua.map(({ match, patch }) => [match.listener?.portNumber, patch.operation])).toEqual([
    [9080, 'INSERT_BEFORE']
  ]);
  expect(routes(result, root, 'allow_any').every(route => route.request_headers_to_add === undefined)).toBe(
    true
  );
  const none = withGlobalSidecar({
    addEnvHeaderViaLua: true,
    dispatches: [dispatch('a', ['*'], 'PassthroughCluster')]
  });
  expect(patches(none, root).every(({ applyTo }) => applyTo === 'HTTP_ROUTE')).toBe(true);
});

test("the global-sidecar's own proxies keep out of the routes, and take the loop mark off", () => {
  const spec = find(withGlobalSidecar({}), 'EnvoyFilter', 'mesh-operator/meshfence-global-sidecar')?.object[
    'spec'
  ];
  expect(spec).toMatchObject({ workloadSelector: { labels: { app: 'global-sidecar' } } });
  const { configPatches } = spec as {
    configPatches: ReadonlyArray<{ applyTo: string; patch: { value: JsonObject } }>;
  };
  expect(configPatches.map(({ applyTo, patch }) => [applyTo, patch.value])).toEqual([
    ['VIRTUAL_HOST', { name: 'global_sidecar_allow_any' }],
    ['VIRTUAL_HOST', { name: 'global_sidecar_block_all' }],
    ['VIRTUAL_HOST', { name: 'global_sidecar_allow_any_dynamic_dns' }],
    ['ROUTE_CONFIGURATION', { request_headers_to_remove: ['x-meshfence-hop'] }]
  ]);
});

test('the global-sidecar has the whole mesh, under the policy of the mesh', () => {
  expect(find(withGlobalSidecar({}), 'Sidecar', 'mesh-operator/global-sidecar')?.object['spec']).toEqual({
    egress: [{ hosts: ['*/*'] }],
    workloadSelector: { labels: { app: 'global-sidecar' } }
  });
});

test("no Sidecar stands beside a user's own that selects the global-sidecar", () => {
  const own = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { namespace: 'mesh-operator', name: 'mine' },
    spec: { workloadSelector: { labels: { app: 'global-sidecar' } }, egress: [{ hosts: ['./*'] }] }
  };
  const result = withGlobalSidecar({}, own);
  expect(names(result, 'Sidecar')).toEqual([]);
  expect(result.messages('global-sidecar-narrowed')).toHaveLength(1);
});

test('HTTP/2 is kept on the way to the global-sidecar where that is asked for', () => {
  expect(names(withGlobalSidecar({}), 'DestinationRule')).toEqual([]);
  const rule = find(
    withGlobalSidecar({ supportH2: true }),
    'DestinationRule',
    'mesh-operator/global-sidecar'
  );
  expect(rule?.object['spec']).toEqual({
    host: 'global-sidecar.mesh-operator.svc.cluster.local',
    trafficPolicy: { connectionPool: { http: { useClientProtocol: true } } }
  });
});

test('without a global-sidecar dispatch rules still hold, and a Service without endpoints makes the listeners', () => {
  const result = compiled([
    slimeBoot({
      globalSidecarMode: 'no',
      wormholePort: ['9080'],
      dispatches: [dispatch('a', ['a.com'], 'outbound|80||b.c'), dispatch('b', ['*'], '_GLOBAL_SIDECAR')]
    })
  ]);
  expect(clusters(result, root, 'allow_any')).toEqual([['dispatch/a', 'outbound|80||b.c']]);
  expect(find(result, 'Service', 'mesh-operator/meshfence-ports')?.object['spec']).toEqual({
    ports: [{ name: 'http-9080', port: 9080, targetPort: 9080 }]
  });
  expect(result.messages('dispatch-without-global-sidecar')).toHaveLength(1);
});

test('a module that is switched off changes nothing', () => {
  const boot = slimeBoot(
    { wormholePort: ['9080'], dispatches: [dispatch('a', ['*'], 'PassthroughCluster')] },
    { enable: false },
    { component: { globalSidecar: { enable: true } } }
  );
  expect(compiled([boot]).plan.resources).toEqual([]);
});

test('everything is ours by label, and in the revision of the SlimeBoot where Istio looks for one', () => {
  const boot = slimeBoot(
    { wormholePort: ['9080'], supportH2: true },
    { global: { istioRev: 'r1' } },
    { component: { globalSidecar: { enable: true } } }
  );
  for (const { apiVersion, object } of compiled([boot]).plan.resources) {
    const labels = (object['metadata'] as { labels: JsonObject }).labels;
    expect(labels['app.kubernetes.io/managed-by']).toBe('meshfence');
    expect(labels['istio.io/rev']).toBe(apiVersion.includes('istio.io') ? 'r1' : undefined);
  }
});

test('where there can be no global-sidecar, no rule leads to PassthroughCluster in its place', () => {
  const dispatches = [
    dispatch('a', ['a.com'], '_GLOBAL_SIDECAR'),
    dispatch('b', ['b.com'], 'outbound|80||b.c')
  ];
  const result = withGlobalSidecar({ clusterGsNamespace: 'no_namespace', dispatches });
  expect(clusters(result, root, 'allow_any')).toEqual([['dispatch/b', 'outbound|80||b.c']]);
});
