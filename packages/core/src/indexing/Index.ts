import { dispatchRules } from '../dispatch/dispatchRules.js';
import type { DispatchRule } from '../dispatch/DispatchRule.js';
import { groupBy } from '../groupBy.js';
import type { Diagnosed } from '../Diagnosed.js';
import { isSubset } from '../model/Labels.js';
import type { Labels } from '../model/Labels.js';
import type { Mesh } from '../model/Mesh.js';
import { keyOf } from '../model/Meta.js';
import type { Key } from '../model/Meta.js';
import type { Namespace } from '../model/Namespace.js';
import type { Service } from '../model/Service.js';
import type { Pod } from '../model/Workload.js';
import { addresses } from './addresses.js';
import type { Addresses } from './addresses.js';
import { definitions } from './Definition.js';
import type { Definition } from './Definition.js';
import { hostTable } from './HostTable.js';
import type { HostTable } from './HostTable.js';
import { routings } from './Routing.js';
import type { Routing } from './Routing.js';

/** A mesh with everything that the later phases look up. */
export interface Index {
  readonly mesh: Mesh;
  readonly clusterDomain: string;
  /** Whether everything is exported to everybody, so that nobody needs to ask. */
  readonly isPublic: boolean;
  readonly namespaces: ReadonlyMap<string, Namespace>;
  readonly services: ReadonlyMap<Key, Service>;
  readonly servicesOf: (namespace: string) => ReadonlyArray<Service>;
  /** The Services that carry all of these labels, whatever their namespace. */
  readonly servicesLabelled: (labels: Labels) => ReadonlyArray<Service>;
  readonly podsOf: (namespace: string) => ReadonlyArray<Pod>;
  readonly definitions: HostTable<Definition>;
  readonly definitionsOf: (namespace: string) => ReadonlyArray<Definition>;
  readonly routings: HostTable<Routing>;
  readonly addresses: Addresses;
  /** The dispatch rules that can work, in their order. */
  readonly dispatches: ReadonlyArray<DispatchRule>;
}

const grouped = <A extends { readonly meta: { readonly namespace: string } }>(all: ReadonlyArray<A>) => {
  const groups = groupBy(all, each => each.meta.namespace);
  return (namespace: string): ReadonlyArray<A> => groups.get(namespace) ?? [];
};

const isPublic = ({ services, serviceEntries, virtualServices }: Mesh): boolean =>
  [services, serviceEntries, virtualServices].every(all =>
    all.every(({ exportTo }) => exportTo === undefined)
  );

/** Looks Services up by the rarest of the labels asked for. */
const labelled = (services: ReadonlyArray<Service>): ((labels: Labels) => ReadonlyArray<Service>) => {
  const byPair = new Map<string, Service[]>();
  for (const service of services) {
    for (const [key, value] of Object.entries(service.meta.labels)) {
      const pair = `${key}\0${value}`;
      const found = byPair.get(pair);
      if (found === undefined) byPair.set(pair, [service]);
      else found.push(service);
    }
  }
  return labels => {
    const candidates = Object.entries(labels).map(([key, value]) => byPair.get(`${key}\0${value}`) ?? []);
    const fewest = candidates.reduce((a, b) => (b.length < a.length ? b : a), services);
    return fewest.filter(({ meta }) => isSubset(labels, meta.labels));
  };
};

/** The mesh, ready to be looked up in. */
export const buildIndex = (mesh: Mesh): Diagnosed<Index> => {
  const { clusterDomain } = mesh.config.general;
  const all = definitions(mesh);
  const byNamespace = groupBy(all, definition => definition.namespace);
  const servicesOf = grouped(mesh.services);
  const routing = routings(mesh.virtualServices, clusterDomain);
  const dispatches = dispatchRules(mesh.config);
  return {
    value: {
      mesh,
      clusterDomain,
      isPublic: isPublic(mesh),
      namespaces: new Map(mesh.namespaces.map(each => [each.meta.name, each])),
      services: new Map(mesh.services.map(each => [keyOf(each.meta), each])),
      servicesOf,
      servicesLabelled: labelled(mesh.services),
      podsOf: grouped(mesh.pods),
      definitions: hostTable(all.map(definition => [definition.host, definition] as const)),
      definitionsOf: namespace => byNamespace.get(namespace) ?? [],
      routings: routing.value,
      addresses: addresses(mesh, servicesOf),
      dispatches: dispatches.value
    },
    diagnostics: [...routing.diagnostics, ...dispatches.diagnostics]
  };
};
