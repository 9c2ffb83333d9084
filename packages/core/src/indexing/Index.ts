import { dispatchRules } from '../dispatch/dispatchRules.js';
import { groupBy } from '../groupBy.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { diagnosed } from '../Diagnosed.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Edge } from '../model/Edge.js';
import type { Fence } from '../model/Fence.js';
import type { Host } from '../model/Host.js';
import type { Labels } from '../model/Labels.js';
import type { Mesh } from '../model/Mesh.js';
import { keyOf } from '../model/Meta.js';
import type { Key } from '../model/Meta.js';
import type { Namespace } from '../model/Namespace.js';
import type { Service } from '../model/Service.js';
import type { Sidecar } from '../model/Sidecar.js';
import type { Pod } from '../model/Workload.js';
import { addresses } from './addresses.js';
import { definitions } from './Definition.js';
import type { Definition } from './Definition.js';
import { hostTable } from './HostTable.js';
import type { HostTable } from './HostTable.js';
import { labelled } from './labelled.js';
import { parts } from './parts.js';
import type { Registry } from './Registry.js';
import { routings } from './Routing.js';

/** The objects of a namespace. */
export type ByNamespace<A> = (namespace: string) => ReadonlyArray<A>;

/** A mesh with everything that the later phases look up. */
export interface Index extends Registry {
  readonly mesh: Mesh;
  readonly namespaces: ReadonlyMap<string, Namespace>;
  readonly services: ReadonlyMap<Key, Service>;
  readonly servicesOf: ByNamespace<Service>;
  readonly servicesLabelled: (labels: Labels) => ReadonlyArray<Service>;
  readonly definitions: HostTable<Definition>;
  readonly definitionsOf: ByNamespace<Definition>;
  readonly addresses: ReadonlyMap<string, ReadonlyArray<Host>>;
  readonly podsOf: ByNamespace<Pod>;
  readonly fencesOf: ByNamespace<Fence>;
  readonly sidecarsOf: ByNamespace<Sidecar>;
  /** The edges whose caller is in a namespace. */
  readonly edgesOf: ByNamespace<Edge>;
  readonly callingNamespaces: ReadonlyArray<string>;
  /** What was found in the mesh's VirtualServices and dispatch rules. */
  readonly found: ReadonlyArray<Diagnostic>;
}

const grouped = <A>(all: ReadonlyArray<A>, namespaceOf: (each: A) => string): ByNamespace<A> => {
  const groups = groupBy(all, namespaceOf);
  return namespace => groups.get(namespace) ?? [];
};

const ofMeta = ({ meta }: { readonly meta: { readonly namespace: string } }): string => meta.namespace;

const isPublic = ({
  services,
  serviceEntries,
  virtualServices
}: Pick<Mesh, 'services' | 'serviceEntries' | 'virtualServices'>): boolean =>
  [services, serviceEntries, virtualServices].every(all =>
    all.every(({ exportTo }) => exportTo === undefined)
  );

const isUniform = ({ virtualServices }: Pick<Mesh, 'virtualServices'>): boolean =>
  virtualServices.every(({ routes }) =>
    routes.every(({ matches }) => matches.every(({ sourceNamespace }) => sourceNamespace === undefined))
  );

const ofDefinitions = (mesh: Pick<Mesh, 'config' | 'services' | 'serviceEntries'>) => {
  const all = definitions(mesh);
  return {
    definitions: hostTable(all.map(definition => [definition.host, definition] as const)),
    definitionsOf: grouped(all, ({ namespace }) => namespace)
  };
};

const ofRules = ({ config, virtualServices }: Pick<Mesh, 'config' | 'virtualServices'>) => {
  const routing = routings(virtualServices, config.general.clusterDomain);
  const dispatches = dispatchRules(config);
  return {
    routings: routing.value,
    isUniform: isUniform({ virtualServices }),
    dispatches: dispatches.value,
    found: [...routing.diagnostics, ...dispatches.diagnostics]
  };
};

const ofEdges = ({ edges }: Pick<Mesh, 'edges'>) => {
  const groups = groupBy(edges, ({ from }) => from.namespace);
  return {
    edgesOf: (namespace: string): ReadonlyArray<Edge> => groups.get(namespace) ?? [],
    callingNamespaces: [...groups.keys()]
  };
};

/**
 * The mesh, ready to be looked up in.
 *
 * Parts of an index `before` are taken over where the lists of which they are made are the very same.
 */
export const buildIndex = (mesh: Mesh, before?: Index): Diagnosed<Index> => {
  const part = parts(mesh, before);
  const index: Index = {
    mesh,
    clusterDomain: mesh.config.general.clusterDomain,
    isEmpty: mesh.services.length === 0 && mesh.serviceEntries.length === 0,
    hasNamespaces: mesh.namespaces.length > 0,
    ...part(['services', 'serviceEntries', 'virtualServices'], ['isPublic'], lists => ({
      isPublic: isPublic(lists)
    })),
    ...part(['namespaces'], ['namespaces'], ({ namespaces }) => ({
      namespaces: new Map(namespaces.map(each => [each.meta.name, each]))
    })),
    ...part(['services'], ['services', 'servicesOf', 'servicesLabelled'], ({ services }) => ({
      services: new Map(services.map(each => [keyOf(each.meta), each])),
      servicesOf: grouped(services, ofMeta),
      servicesLabelled: labelled(services)
    })),
    ...part(['config', 'services', 'serviceEntries'], ['definitions', 'definitionsOf'], ofDefinitions),
    ...part(['config', 'virtualServices'], ['routings', 'isUniform', 'dispatches', 'found'], ofRules),
    ...part(['config', 'services', 'serviceEntries', 'endpointSlices', 'pods'], ['addresses'], lists => ({
      addresses: addresses(lists)
    })),
    ...part(['pods'], ['podsOf'], ({ pods }) => ({ podsOf: grouped(pods, ofMeta) })),
    ...part(['fences'], ['fencesOf'], ({ fences }) => ({ fencesOf: grouped(fences, ofMeta) })),
    ...part(['sidecars'], ['sidecarsOf'], ({ sidecars }) => ({ sidecarsOf: grouped(sidecars, ofMeta) })),
    ...part(['edges'], ['edgesOf', 'callingNamespaces'], ofEdges)
  };
  return diagnosed(index, index.found);
};
