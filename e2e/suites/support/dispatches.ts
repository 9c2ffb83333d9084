import type { Boot } from './inputs.js';

/** Where rules send what they match. */
export const egress = 'outbound|9080||egress.legacy.svc.cluster.local';

/** A rule of the SlimeBoot. */
export const rule = (name: string, domains: ReadonlyArray<string>, cluster: string, more = {}) => ({
  name,
  domains,
  cluster,
  ...more
});

/** One of each kind. */
export const rules = [
  rule('exact', ['www.163.com'], egress),
  rule('shadowed', ['*.163.com', 'www.163.com:9443'], 'PassthroughCluster'),
  rule('suffix', ['*.baidu.com', 'baidu.*'], '{{ printf "outbound|%d||" 9080 }}{{ .Values.way.out }}'),
  rule('regex', [], egress, { domainRegex: String.raw`^shop-\d+\.(?:example|test)\.org$` }),
  rule('nowhere', ['nowhere.org'], 'outbound|9080||gone.legacy.svc.cluster.local'),
  rule('sohu', ['*.sohu.com'], '_GLOBAL_SIDECAR'),
  rule('passed', ['passed.*'], 'PassthroughCluster')
];

/** A SlimeBoot with these rules, and the value that one of them reads. */
export const boot = (dispatches: ReadonlyArray<object>, general = {}): Boot => ({
  general: { wormholePort: ['9080'], dispatches: dispatches.map(each => ({ ...each })), ...general },
  values: { way: { out: 'egress.legacy.svc.cluster.local' } }
});
