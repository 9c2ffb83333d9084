import { expect, test } from 'vitest';
import { defaultGeneral } from '../../../../src/model/Config.js';
import type { JsonObject } from '../../../../src/model/Json.js';
import { configured, findings, settings } from '../../given/decoded.js';
import { slimeBoot } from '../../given/objects.js';

const general = (fields: JsonObject) => settings(fields).general;

test('a SlimeBoot that says nothing has the defaults', () => {
  expect(general({})).toEqual(defaultGeneral);
});

test.each([
  'autoPort',
  'cleanupWormholePort',
  'autoFence',
  'defaultFence',
  'enableShortDomain',
  'passthroughByDefault',
  'disableIpv4Passthrough',
  'supportH2',
  'addEnvHeaderViaLua'
])('%s is off until it is switched on', name => {
  expect(general({})).toMatchObject({ [name]: false });
  expect(general({ [name]: true })).toMatchObject({ [name]: true });
});

test('texts are kept as they are', () => {
  const texts = {
    clusterGsNamespace: 'gs',
    render: 'lazyload',
    proxyVersion: '^1\\.2',
    clusterDomain: 'corp.local'
  };
  expect(general(texts)).toMatchObject(texts);
});

test('wormhole ports are numbers in order, each once, however they are written', () => {
  expect(general({ wormholePort: ['9080', 80, '9080', '443'] }).wormholePorts).toEqual([80, 443, 9080]);
});

test('what is no port is reported and left out', () => {
  const wormholePort = ['80', '0', '65536', '15006', '15021', '15090', '8o', '-1', '1.5', ''];
  expect(general({ wormholePort }).wormholePorts).toEqual([80]);
  expect(configured(slimeBoot({ wormholePort })).diagnostics.map(({ code }) => code)).toEqual(
    Array(9).fill('port-invalid')
  );
});

test('lists of namespaces are separated by commas, and blanks do not count', () => {
  expect(general({ blackNamespaceList: ' a, b ,,c' }).blackNamespaceList).toEqual(['a', 'b', 'c']);
  expect(general({ whiteNamespaceList: 'a' }).whiteNamespaceList).toEqual(['a']);
  expect(general({ blackNamespaceList: '' }).blackNamespaceList).toEqual([]);
});

test('an empty list beside a full one is no contradiction', () => {
  expect(
    findings(configured(slimeBoot({ blackNamespaceList: ' ,', whiteNamespaceList: 'a' })).diagnostics)
  ).toEqual([]);
});

test('a label key names fences by its last part, or by a word of its own', () => {
  expect(general({ fenceLabelKeyAlias: 'app, k8s.io/name, wl:workload' }).fenceLabelKeyAlias).toEqual([
    { key: 'app', alias: 'app' },
    { key: 'k8s.io/name', alias: 'name' },
    { key: 'wl', alias: 'workload' }
  ]);
});

test('dispatch rules keep their names, domains, patterns and clusters', () => {
  const dispatches = [
    { name: 'a', domains: ['a.b', 80], cluster: 'PassthroughCluster' },
    { domainRegex: '.*', cluster: 'outbound|80||a.b' }
  ];
  expect(general({ dispatches }).dispatches).toEqual([
    { name: 'a', domains: ['a.b', '80'], domainRegex: undefined, cluster: 'PassthroughCluster' },
    { name: '', domains: [], domainRegex: '.*', cluster: 'outbound|80||a.b' }
  ]);
});

test('domain aliases keep their patterns and templates', () => {
  const domainAliases = [{ pattern: 'a', templates: ['b', 'c'] }];
  expect(general({ domainAliases }).domainAliases).toEqual(domainAliases);
});

test('lists of hosts and namespaces are kept', () => {
  expect(general({ namespace: ['a'], stableHost: ['b'], denyHosts: ['c'] })).toMatchObject({
    namespaces: ['a'],
    stableHosts: ['b'],
    denyHosts: ['c']
  });
});

test('egress hosts have one of two forms', () => {
  expect(['exact', 'wildcard', 'strict'].map(egressHosts => general({ egressHosts }).egressHosts)).toEqual([
    'exact',
    'wildcard',
    'wildcard'
  ]);
});

test('selectors of namespaces keep their labels and requirements', () => {
  const selector = {
    matchLabels: { a: 'b' },
    matchExpressions: [{ key: 'c', operator: 'In', values: ['d'] }]
  };
  expect(general({ managementSelectors: [selector] }).managementSelectors).toMatchObject([selector]);
});

test('a requirement that nobody understands is met by nothing', () => {
  const selector = { matchExpressions: [{ key: 'c', operator: 'Equals', values: ['d'] }] };
  expect(general({ managementSelectors: [selector] }).managementSelectors[0]?.matchExpressions).toEqual([
    { key: 'c', operator: 'In', values: [] }
  ]);
});

test('an expiry has a duration, and a budget of a quarter unless it says otherwise', () => {
  expect(general({ expiry: { learned: '168h' } }).expiry).toEqual({ after: 604_800_000, shrinkBudget: 0.25 });
  expect(general({ expiry: { learned: { seconds: 60 }, shrinkBudget: 1 } }).expiry).toEqual({
    after: 60_000,
    shrinkBudget: 1
  });
});

test.each([0, -1, 1.1, '1', null])('%j is no budget, so the default holds', shrinkBudget => {
  expect(general({ expiry: { learned: '1h', shrinkBudget } }).expiry?.shrinkBudget).toBe(0.25);
});

test('without a duration there is no expiry', () => {
  for (const expiry of [null, '168h', {}, { learned: 'week' }, { learned: '0s' }, { shrinkBudget: 1 }]) {
    expect(general({ expiry }).expiry).toBeUndefined();
  }
});
