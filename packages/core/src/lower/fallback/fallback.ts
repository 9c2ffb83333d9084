import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import { diagnosed, sequence } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Index } from '../../indexing/Index.js';
import type { Fallback } from '../../model/Fallback.js';
import type { Config } from '../../model/Config.js';
import { callerNamespaces, globalSidecars } from '../../model/GlobalSidecar.js';
import type { GlobalSidecar } from '../../model/GlobalSidecar.js';
import { whyInvalidNamespace } from '../../model/Host.js';
import type { Host } from '../../model/Host.js';
import { keyOf } from '../../model/Meta.js';
import type { Resource } from '../../model/Resource.js';
import { checkFallback } from './checkFallback.js';
import { fallbackFilter, whyNotVersion } from './fallbackFilter.js';
import { globalSidecarRoutes } from './globalSidecarRoutes.js';
import { placeholder } from './placeholder.js';
import { isIdle, routingTable, usesGlobalSidecar } from './RoutingTable.js';
import { sidecarsOver, sidecarsWithout } from './userSidecars.js';
import { wormholePorts } from './wormholePorts.js';

/** The ports on which traffic outside the scopes is looked at, where it goes, and the resources that make it so. */
export interface Lowered {
  readonly ports: ReadonlyArray<number>;
  readonly fallbacks: ReadonlyArray<Fallback>;
  readonly resources: ReadonlyArray<Resource>;
}

/** A namespace whose proxies get routes (Istio's own means all of them), and their global-sidecar. */
type Reach = Pick<Fallback, 'namespace' | 'globalSidecar'>;

const isNamespace = (namespace: string): boolean => whyInvalidNamespace(namespace) === undefined;

/** Where the routes go. Without global-sidecars there may still be dispatch rules. */
const reaches = (config: Config): ReadonlyArray<Reach> => {
  const all = globalSidecars(config);
  const found =
    all.length > 0
      ? all.map((each): Reach => ({
          namespace: each.serves ?? config.global.istioNamespace,
          globalSidecar: each
        }))
      : callerNamespaces(config).map((namespace): Reach => ({ namespace, globalSidecar: undefined }));
  return found.filter(({ namespace }) => isNamespace(namespace));
};

/** The hosts to which a fallback sends traffic. */
const hostsOf = (index: Index, { globalSidecar, table }: Fallback): ReadonlyArray<Host> => [
  ...(globalSidecar !== undefined && usesGlobalSidecar(table) ? [globalSidecar.host] : []),
  ...index.dispatches.flatMap(({ target }) =>
    target._tag === 'Cluster' && target.host !== undefined ? [target.host] : []
  )
];

/** The routes of a reach; none where nothing is changed of what Istio does by itself. */
const fallbackOf =
  ({ dispatches, mesh: { config } }: Index, ports: ReadonlyArray<number>) =>
  ({ globalSidecar, namespace }: Reach): ReadonlyArray<Fallback> => {
    const table = routingTable(config, dispatches, globalSidecar);
    return isIdle(table) || ports.length === 0 ? [] : [{ namespace, ports, globalSidecar, table }];
  };

const narrowed = (index: Index, globalSidecar: GlobalSidecar): ReadonlyArray<Diagnostic> =>
  sidecarsOver(index, globalSidecar).map(sidecar =>
    report('global-sidecar-narrowed', { sidecar: keyOf(sidecar.meta) }, [inObject('Sidecar', sidecar)])
  );

const ownRoutesOf =
  (index: Index) =>
  (globalSidecar: GlobalSidecar): Diagnosed<ReadonlyArray<Resource>> => {
    const found = narrowed(index, globalSidecar);
    return diagnosed(globalSidecarRoutes(index.mesh.config, globalSidecar, found.length === 0), found);
  };

/** Without a global-sidecar's Service, something else must make the listeners. */
const placeholders = ({ mesh: { config } }: Index, ports: ReadonlyArray<number>): ReadonlyArray<Resource> =>
  config.mode === 'no' && ports.length > 0 && isNamespace(config.global.slimeNamespace)
    ? [placeholder(config, ports)]
    : [];

/** What etcd takes, less what the API server adds. */
const mostKilobytes = 1400;

/** Rules are counted before their size is: writing an object out to measure it is not free. */
const oversized = (
  filters: ReadonlyArray<Resource>,
  fallbacks: ReadonlyArray<Fallback>
): ReadonlyArray<Diagnostic> => {
  const rules = Math.max(0, ...fallbacks.map(({ table }) => table.rules.length));
  if (rules < 200) return [];
  const ports = fallbacks.flatMap(each => each.ports);
  return filters.flatMap(({ object }, index) => {
    const kilobytes = Math.ceil(JSON.stringify(object).length / 1000);
    return kilobytes < mostKilobytes
      ? []
      : [report('fallback-too-large', { port: ports[index] ?? 0, rules, kilobytes }, [])];
  });
};

const nothing: Lowered = { ports: [], fallbacks: [], resources: [] };

/** The routes of fallback traffic, for every namespace that they reach. Nothing where the module is switched off. */
export const fallback = (index: Index): Diagnosed<Lowered> => {
  const { config } = index.mesh;
  if (!config.enable) return diagnosed(nothing, []);
  const { diagnostics, value: ports } = wormholePorts(index);
  const fallbacks =
    whyNotVersion(config) === undefined ? reaches(config).flatMap(fallbackOf(index, ports)) : [];
  const own = sequence(globalSidecars(config).map(ownRoutesOf(index)));
  const filters = fallbacks.flatMap(each => ports.map(port => fallbackFilter(config, each, port)));
  const resources = [...filters, ...own.value.flat(), ...placeholders(index, ports)];
  return diagnosed({ ports, fallbacks, resources }, [
    ...diagnostics,
    ...fallbacks.flatMap(each => sidecarsWithout(index, each, hostsOf(index, each))),
    ...own.diagnostics,
    ...oversized(filters, fallbacks),
    ...checkFallback(index, ports)
  ]);
};
