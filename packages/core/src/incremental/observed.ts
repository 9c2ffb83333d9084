import type { HostTable } from '../indexing/HostTable.js';
import type { Host } from '../model/Host.js';
import { pairOf } from '../indexing/labelled.js';
import type { Registry } from '../indexing/Registry.js';
import type { Table, Way } from './Read.js';
import type { Recorder } from './Recorder.js';

type Note = (table: Table, key: string, way?: Way) => void;

const table = <A>(name: Table, of: HostTable<A>, note: Note): HostTable<A> => {
  const noted =
    (way: Way) =>
    (host: Host): ReadonlyArray<A> => {
      note(name, host, way);
      return of[way](host);
    };
  return {
    all: of.all,
    exactly: noted('exactly'),
    covering: noted('covering'),
    within: noted('within'),
    matching: noted('matching')
  };
};

/** A function of a key that notes what it is asked. */
const asking =
  <A>(name: Table, of: (key: string) => A, note: Note) =>
  (key: string): A => {
    note(name, key);
    return of(key);
  };

/**
 * A registry that notes every question.
 *
 * What holds for all scopes at once (the configuration, `isPublic` and the like) is not noted: whoever keeps answers
 * forgets all of them when it changes.
 */
export const observed = (registry: Registry, recorder: Recorder): Registry => {
  const { addresses, definitions, namespaces, routings, services, servicesLabelled } = registry;
  const note: Note = (name, key, way = 'exactly') => recorder.note({ table: name, way, key });
  return {
    mesh: { config: registry.mesh.config },
    clusterDomain: registry.clusterDomain,
    isPublic: registry.isPublic,
    isUniform: registry.isUniform,
    isEmpty: registry.isEmpty,
    hasNamespaces: registry.hasNamespaces,
    dispatches: registry.dispatches,
    namespaces: { has: asking('namespaces', name => namespaces.has(name), note) },
    services: {
      has: asking('services', key => services.has(key), note),
      get: asking('services', key => services.get(key), note)
    },
    servicesOf: asking('servicesOf', registry.servicesOf, note),
    servicesLabelled: labels => {
      for (const [key, value] of Object.entries(labels)) note('servicesLabelled', pairOf(key, value));
      return servicesLabelled(labels);
    },
    definitions: table('definitions', definitions, note),
    definitionsOf: asking('definitionsOf', registry.definitionsOf, note),
    routings: table('routings', routings, note),
    addresses: { get: asking('addresses', address => addresses.get(address), note) }
  };
};
