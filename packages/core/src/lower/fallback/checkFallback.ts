import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inSetting } from '../../diagnostic/inConfig.js';
import type { DispatchRule } from '../../dispatch/DispatchRule.js';
import type { Index } from '../../indexing/Index.js';
import { hasGlobalSidecar } from '../../model/GlobalSidecar.js';
import { normalize } from '../../model/Host.js';
import { whyNotVersion } from './fallbackFilter.js';
import { passthrough } from './Route.js';

type Check = (index: Index, ports: ReadonlyArray<number>) => ReadonlyArray<Diagnostic>;

const portless: Check = ({ dispatches, mesh: { config } }, ports) =>
  ports.length === 0 && (hasGlobalSidecar(config) || dispatches.length > 0)
    ? [
        report(
          'wormhole-ports-none',
          { isAutomatic: config.general.autoPort },
          inSetting(config, config.general.autoPort ? 'autoPort' : 'wormholePort')
        )
      ]
    : [];

const switchedOff: Check = ({ mesh: { config } }) =>
  config.mode !== 'no' && config.general.wormholePorts.length > 0 && config.globalSidecar?.enable !== true
    ? [report('global-sidecar-off', {}, inSetting(config, 'wormholePort'))]
    : [];

const namespaces: Check = ({ mesh: { config } }) => {
  if (config.mode !== 'namespace') return [];
  const { namespaces: all } = config.general;
  if (all.length === 0 && hasGlobalSidecar(config))
    return [report('namespaces-none', {}, inSetting(config, 'namespace'))];
  const root = all.indexOf(config.global.istioNamespace);
  const entry = { index: root, of: all.length };
  return root === -1
    ? []
    : [
        report(
          'namespace-root',
          { namespace: config.global.istioNamespace },
          inSetting(config, 'namespace', entry)
        )
      ];
};

const version: Check = ({ mesh: { config } }) => {
  const why = whyNotVersion(config);
  return why === undefined
    ? []
    : [report('proxy-version-unusable', { why }, inSetting(config, 'proxyVersion'))];
};

const isLeftOver: Check = ({ dispatches, mesh: { config } }) =>
  hasGlobalSidecar(config) &&
  dispatches.length > 0 &&
  dispatches.every(({ authority }) => authority !== undefined)
    ? [report('dispatch-without-default', {}, inSetting(config, 'dispatches'))]
    : [];

/** A port that the target's host does not have. Hosts that the input does not define are not known to lack any. */
const missingPort = (index: Index, { index: at, name, target }: DispatchRule): ReadonlyArray<Diagnostic> => {
  if (target._tag === 'GlobalSidecar' || target.host === undefined) return [];
  const { config } = index.mesh;
  const { host } = target;
  const ports = index.definitions.exactly(host).flatMap(each => each.ports);
  const port = Number(target.cluster.split('|')[1]);
  if (ports.length === 0 || ports.includes(port)) return [];
  const all = [...new Set(ports)].sort((a, b) => a - b).join(', ');
  const entry = { index: at, of: config.general.dispatches.length, path: ['cluster'] };
  return [
    report(
      'dispatch-port-missing',
      { rule: name, host, port, ports: all },
      inSetting(config, 'dispatches', entry)
    )
  ];
};

const overruled = (index: Index, { index: at, name }: DispatchRule): ReadonlyArray<Diagnostic> => {
  const { config } = index.mesh;
  const { dispatches } = config.general;
  return (dispatches[at]?.domains ?? []).flatMap((domain, nth) =>
    domain.includes('*') || index.definitions.exactly(normalize(domain)).length === 0
      ? []
      : [
          report(
            'dispatch-overruled',
            { rule: name, domain },
            inSetting(config, 'dispatches', {
              index: at,
              of: dispatches.length,
              path: ['domains', nth]
            })
          )
        ]
  );
};

const rules: Check = index =>
  index.dispatches.flatMap(rule => [...missingPort(index, rule), ...overruled(index, rule)]);

const passingAll: Check = ({ dispatches, mesh: { config } }) =>
  dispatches.flatMap(({ authority, index, name, target }) =>
    authority === undefined && target._tag === 'Cluster' && target.cluster === passthrough
      ? [
          report(
            'dispatch-passes-all',
            { rule: name },
            inSetting(config, 'dispatches', {
              index,
              of: config.general.dispatches.length,
              path: ['cluster']
            })
          )
        ]
      : []
  );

const unused: Check = ({ dispatches, mesh: { config } }, ports) =>
  hasGlobalSidecar(config) &&
  ports.length > 0 &&
  (config.general.passthroughByDefault || config.general.dispatches.length > 0) &&
  dispatches.every(({ target }) => target._tag !== 'GlobalSidecar')
    ? [
        report(
          'global-sidecar-unused',
          {},
          inSetting(config, config.general.passthroughByDefault ? 'passthroughByDefault' : 'dispatches')
        )
      ]
    : [];

/** What the settings of the fallback say that they cannot mean, or that nobody may have meant. */
export const checkFallback: Check = (index, ports) =>
  [portless, switchedOff, namespaces, version, isLeftOver, passingAll, unused, rules].flatMap(check =>
    check(index, ports)
  );
