import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { inObject } from '../diagnostic/Place.js';
import { sequence } from '../Diagnosed.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Host } from '../model/Host.js';
import { isAddress, isWildcard, normalize } from '../model/Host.js';
import { keyOf } from '../model/Meta.js';
import type { Key } from '../model/Meta.js';
import type { Route, VirtualService } from '../model/VirtualService.js';
import { hostTable } from './HostTable.js';
import type { HostTable } from './HostTable.js';
import { isVisible } from './visibility.js';
import type { ExportTo } from './visibility.js';

/**
 * Where one route may send traffic, and whose traffic: that of some namespaces, or anybody's where undefined.
 *
 * `delegate` is the VirtualService in which the route stands, where that is another one.
 */
export interface Target {
  readonly host: Host;
  readonly delegate: Key | undefined;
  readonly sourceNamespaces: ReadonlySet<string> | undefined;
}

/** A VirtualService that applies inside the mesh, its names completed and its delegates followed. */
export interface Routing {
  readonly key: Key;
  readonly namespace: string;
  readonly hosts: ReadonlyArray<Host>;
  readonly exportTo: ExportTo;
  readonly targets: ReadonlyArray<Target>;
}

const mesh = 'mesh';

/**
 * A name in a VirtualService: without any dot it belongs to the VirtualService's namespace, else it stays.
 *
 * Source: istio pilot/pkg/model/config.go, ResolveShortnameToFQDN.
 */
const complete = (name: string, namespace: string, clusterDomain: string): Host => {
  const host = normalize(name);
  return host === '' || host.includes('.') || isWildcard(host) || isAddress(host)
    ? host
    : `${host}.${namespace}.svc.${clusterDomain}`;
};

const isMeshBound = (gateways: ReadonlyArray<string> | undefined): boolean =>
  gateways === undefined || gateways.length === 0 || gateways.includes(mesh);

/** The callers' namespaces that a route is limited to; undefined for anybody, empty for nobody inside the mesh. */
const sourcesOf = ({ matches }: Route): ReadonlySet<string> | undefined => {
  const bound = matches.filter(({ gateways }) => isMeshBound(gateways));
  if (matches.length === 0 || bound.some(({ sourceNamespace }) => sourceNamespace === undefined))
    return undefined;
  return new Set(
    bound.flatMap(({ sourceNamespace }) => (sourceNamespace === undefined ? [] : [sourceNamespace]))
  );
};

const targetsOf = (
  route: Route,
  namespace: string,
  clusterDomain: string,
  delegate?: Key
): ReadonlyArray<Target> => {
  const sourceNamespaces = sourcesOf(route);
  return route.destinations.map(name => ({
    host: complete(name, namespace, clusterDomain),
    delegate,
    sourceNamespaces
  }));
};

/** Why a VirtualService cannot be another's delegate; undefined where it can. */
const whyNoDelegate = (delegate: VirtualService | undefined, root: VirtualService): string | undefined => {
  if (delegate === undefined) return 'is not there';
  if (delegate.hosts.length > 0) return 'has hosts of its own';
  return isVisible(delegate.exportTo, delegate.meta.namespace, root.meta.namespace)
    ? undefined
    : `is not exported to namespace ${root.meta.namespace}`;
};

type Find = (key: Key) => VirtualService | undefined;

const followed = (
  root: VirtualService,
  route: Route,
  find: Find,
  clusterDomain: string
): Diagnosed<ReadonlyArray<Target>> => {
  const direct = targetsOf(route, root.meta.namespace, clusterDomain);
  if (route.delegate === undefined) return { value: direct, diagnostics: [] };
  const key = keyOf({
    namespace: route.delegate.namespace ?? root.meta.namespace,
    name: route.delegate.name
  });
  const delegate = find(key);
  const why = whyNoDelegate(delegate, root);
  if (delegate === undefined || why !== undefined) {
    const place = inObject('VirtualService', root, ['spec', 'http']);
    return {
      value: direct,
      diagnostics: [report('delegate-missing', { delegate: key, why: why ?? 'is not there' }, [place])]
    };
  }
  const nested = delegate.routes.filter(each => each.delegate !== undefined);
  const usable = delegate.routes.filter(each => each.protocol === 'http' && each.delegate === undefined);
  const targets = usable.flatMap(each => targetsOf(each, delegate.meta.namespace, clusterDomain, key));
  return { value: [...direct, ...targets], diagnostics: nested.map(() => furtherDelegate(delegate)) };
};

const furtherDelegate = (delegate: VirtualService): Diagnostic =>
  report(
    'delegate-missing',
    { delegate: keyOf(delegate.meta), why: 'delegates further, which Istio does not follow' },
    [inObject('VirtualService', delegate, ['spec', 'http'])]
  );

const toRouting = (each: VirtualService, find: Find, clusterDomain: string): Diagnosed<Routing> => {
  const targets = sequence(each.routes.map(route => followed(each, route, find, clusterDomain)));
  return {
    value: {
      key: keyOf(each.meta),
      namespace: each.meta.namespace,
      hosts: each.hosts.map(name => complete(name, each.meta.namespace, clusterDomain)),
      exportTo: each.exportTo,
      targets: targets.value.flat()
    },
    diagnostics: targets.diagnostics
  };
};

/** The VirtualServices that apply inside the mesh, by host. Those of gateways only are left out. */
export const routings = (
  virtualServices: ReadonlyArray<VirtualService>,
  clusterDomain: string
): Diagnosed<HostTable<Routing>> => {
  const byKey = new Map(virtualServices.map(each => [keyOf(each.meta), each]));
  const find: Find = key => byKey.get(key);
  const bound = virtualServices.filter(({ gateways, hosts }) => isMeshBound(gateways) && hosts.length > 0);
  const all = sequence(bound.map(each => toRouting(each, find, clusterDomain)));
  const entries = all.value.flatMap(each => each.hosts.map(host => [host, each] as const));
  return { value: hostTable(entries), diagnostics: all.diagnostics };
};
