import type { Json, JsonObject } from '@meshfence/core';
import { markerPrefix } from './Marker.js';
import { rejections, syncs } from './Sync.js';
import type { Istiod } from '../control/startIstiod.js';
import type { Proxy } from '../pod/startProxy.js';

export interface VirtualHost {
  readonly name: string;
  readonly domains: ReadonlyArray<string>;
  readonly routes: ReadonlyArray<JsonObject>;
}

export interface RouteTable {
  readonly name: string;
  readonly virtualHosts: ReadonlyArray<VirtualHost>;
}

/** What an Envoy was told by istiod: names sorted, and what it would not take. */
export interface ConfigDump {
  readonly clusters: ReadonlyArray<string>;
  readonly listeners: ReadonlyArray<string>;
  readonly routes: ReadonlyArray<RouteTable>;
  /** The complaint about each rejected update that no later one has mended. */
  readonly errors: ReadonlyArray<string>;
}

type Resource = 'dynamic_listeners' | 'dynamic_active_clusters' | 'dynamic_route_configs';

interface Entry {
  readonly name?: string;
  readonly cluster?: { readonly name: string };
  readonly route_config?: { readonly name: string; readonly virtual_hosts?: ReadonlyArray<VirtualHost> };
}

/** Entries of one kind; Envoy answers 404 when it has none. */
const entries = async ({ admin }: Proxy, resource: Resource): Promise<ReadonlyArray<Entry>> => {
  const answer = await fetch(`${admin}/config_dump?resource=${resource}`);
  const text = await answer.text();
  if (answer.status === 404) return [];
  return (JSON.parse(text) as { configs?: ReadonlyArray<Entry> }).configs ?? [];
};

/** All of an Envoy's configuration, as it tells it. */
export const rawConfigDump = async ({ admin }: Proxy): Promise<Json> =>
  (await (await fetch(`${admin}/config_dump?include_eds`)).json()) as Json;

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const sorted = (names: ReadonlyArray<string | undefined>): ReadonlyArray<string> =>
  names.flatMap(name => (name === undefined || name.startsWith(markerPrefix) ? [] : [name])).sort(compare);

const tables = (configs: ReadonlyArray<Entry>): ReadonlyArray<RouteTable> =>
  configs
    .flatMap(({ route_config: table }) => table ?? [])
    .map(({ name, virtual_hosts: virtualHosts = [] }) => ({ name, virtualHosts }))
    .sort((a, b) => compare(a.name, b.name));

/** What an Envoy has been told. Rejections are istiod's knowledge: not every Envoy's own dump has them. */
export const configDump = async (istiod: Istiod, proxy: Proxy): Promise<ConfigDump> => {
  const [listeners, active, routes, all] = await Promise.all([
    entries(proxy, 'dynamic_listeners'),
    entries(proxy, 'dynamic_active_clusters'),
    entries(proxy, 'dynamic_route_configs'),
    syncs(istiod)
  ]);
  return {
    clusters: sorted(active.map(({ cluster }) => cluster?.name)),
    listeners: sorted(listeners.map(({ name }) => name)),
    routes: tables(routes),
    errors: all.filter(each => each.proxy === proxy.id).flatMap(rejections)
  };
};
