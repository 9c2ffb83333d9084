import { isEqual } from '../equal.js';
import { hostTable } from '../indexing/HostTable.js';
import type { HostTable } from '../indexing/HostTable.js';
import type { Index } from '../indexing/Index.js';
import { pairOf } from '../indexing/labelled.js';
import type { Known } from '../indexing/Registry.js';
import type { Service } from '../model/Service.js';
import type { Touched } from './Read.js';

type Keys = Iterable<string>;

const nothing = hostTable<string>([]);

const tableOf = (keys: Keys): HostTable<string> => hostTable(Array.from(keys, key => [key, key] as const));

/** The keys whose values differ. Maps that are the very same need no look. */
const differing = <A>(
  before: ReadonlyMap<string, A>,
  after: ReadonlyMap<string, A>,
  isAlike: (a: A, b: A) => boolean
): ReadonlyArray<string> => {
  if (before === after) return [];
  const isChanged = (key: string): boolean => {
    const [a, b] = [before.get(key), after.get(key)];
    return a === undefined || b === undefined || (a !== b && !isAlike(a, b));
  };
  const gone = [...before.keys()].filter(key => !after.has(key));
  return [...gone, ...[...after.keys()].filter(isChanged)];
};

const known = ({ host, namespace, kind, key, exportTo, externalName }: Known): Known => ({
  host,
  namespace,
  kind,
  key,
  exportTo,
  externalName
});

const isSameKnown = (a: ReadonlyArray<Known>, b: ReadonlyArray<Known>): boolean =>
  a.length === b.length && a.every((each, at) => isEqual(known(each), known(b[at] ?? each)));

/** The labels that a Service has gained or lost: where it has neither, each query finds it or not, as before. */
const relabelled = (before: Service | undefined, after: Service | undefined): Keys => {
  const [a, b] = [before, after].map(
    each => new Set(Object.entries(each?.meta.labels ?? {}).map(([key, value]) => pairOf(key, value)))
  ) as [Set<string>, Set<string>];
  return [...[...a].filter(pair => !b.has(pair)), ...[...b].filter(pair => !a.has(pair))];
};

const ofServices = (
  before: Index,
  after: Index
): Pick<Touched, 'services' | 'servicesOf' | 'servicesLabelled'> => {
  const changed = differing(before.services, after.services, () => false);
  const [a, b] = [(key: string) => before.services.get(key), (key: string) => after.services.get(key)];
  const seen = changed.filter(key => a(key)?.headless !== b(key)?.headless);
  const come = changed.filter(key => before.services.has(key) !== after.services.has(key));
  return {
    services: tableOf(seen),
    servicesOf: tableOf(come.flatMap(key => (a(key) ?? b(key))?.meta.namespace ?? [])),
    servicesLabelled: tableOf(changed.flatMap(key => [...relabelled(a(key), b(key))]))
  };
};

const ofDefinitions = (before: Index, after: Index): Pick<Touched, 'definitions' | 'definitionsOf'> => {
  const hosts = differing(before.definitions.all, after.definitions.all, isSameKnown);
  const namespaces = [before, after].flatMap(({ definitions }) =>
    hosts.flatMap(host => definitions.exactly(host).map(({ namespace }) => namespace))
  );
  return { definitions: tableOf(hosts), definitionsOf: tableOf(new Set(namespaces)) };
};

/** Whether it is the same time, and the same sources were watching until then. */
export const isSameTime = ({ mesh: before }: Index, { mesh: after }: Index): boolean =>
  before.now === after.now && before.sources === after.sources;

/** What has changed between two indexes, as far as it can bear on one scope and not on another. */
export const touchedBetween = (before: Index, after: Index): Touched => ({
  ...ofServices(before, after),
  ...ofDefinitions(before, after),
  namespaces: tableOf(differing(before.namespaces, after.namespaces, () => true)),
  routings: tableOf(differing(before.routings.all, after.routings.all, isEqual)),
  addresses: tableOf(differing(before.addresses, after.addresses, isEqual)),
  clock: isSameTime(before, after) ? nothing : tableOf(['now'])
});

/** What holds for all scopes at once: where it changes, none of them can be kept. */
export const isOtherWorld = (before: Index, after: Index): boolean =>
  before.mesh.config !== after.mesh.config ||
  before.isPublic !== after.isPublic ||
  before.isUniform !== after.isUniform ||
  before.isEmpty !== after.isEmpty ||
  before.hasNamespaces !== after.hasNamespaces;
