import {
  accessLogName,
  callerNamespaces,
  globalSidecarName,
  globalSidecars,
  placeholderName
} from '@meshfence/core';
import type { Config } from '@meshfence/core';
import { kinds } from '../discovery/kinds.js';
import type { Wanted } from '../discovery/Resource.js';
import { keepLast } from '../keepLast.js';

/** Objects of one kind and namespace that are watched together, as a watch selects them. */
export interface Selection {
  readonly wanted: Wanted;
  readonly namespace: string;
  readonly query: Readonly<Record<string, string>>;
}

/** What a global-sidecar consists of, all of one name; there may be one of Slime's. */
const globalSidecarKinds: ReadonlyArray<Wanted> = [
  kinds.ConfigMap,
  kinds.ServiceAccount,
  kinds.Service,
  kinds.Deployment,
  kinds.PodDisruptionBudget,
  kinds.DestinationRule
];

const named = (name: string): Readonly<Record<string, string>> => ({
  fieldSelector: `metadata.name=${name}`
});

const ofRoutes = (config: Config): ReadonlyArray<Selection> =>
  callerNamespaces(config).flatMap(namespace => [
    { wanted: kinds.EnvoyFilter, namespace, query: {} },
    { wanted: kinds.Telemetry, namespace, query: {} }
  ]);

const ofGlobalSidecars = (config: Config): ReadonlyArray<Selection> =>
  globalSidecars(config).flatMap(({ namespace }) => [
    { wanted: kinds.EnvoyFilter, namespace, query: {} },
    { wanted: kinds.ConfigMap, namespace, query: named(accessLogName) },
    ...globalSidecarKinds.map(wanted => ({ wanted, namespace, query: named(globalSidecarName) }))
  ]);

const ofPlaceholder = ({ global, mode }: Config): ReadonlyArray<Selection> =>
  mode === 'no'
    ? [{ wanted: kinds.Service, namespace: global.slimeNamespace, query: named(placeholderName) }]
    : [];

/** What identifies a selection among others. */
export const selectionKey = ({ namespace, query, wanted }: Selection): string =>
  `${wanted.kind}/${namespace}/${query['fieldSelector'] ?? ''}`;

/** The objects among which ours may be, beside fences and their Sidecars; each selection once. */
export const selectionsOf = (config: Config): ReadonlyArray<Selection> => {
  const all = [...ofRoutes(config), ...ofGlobalSidecars(config), ...ofPlaceholder(config)];
  return [...new Map(all.map(each => [selectionKey(each), each])).values()];
};

const byKindAndNamespace = (config: Config): ReadonlyMap<string, ReadonlyArray<Selection>> => {
  const found = new Map<string, ReadonlyArray<Selection>>();
  for (const each of selectionsOf(config)) {
    const key = `${each.wanted.kind}/${each.namespace}`;
    found.set(key, [...(found.get(key) ?? []), each]);
  }
  return found;
};

/** The selections of a kind and namespace; worked out once for as long as it is the same configuration. */
export const newSelectionIndex = (): ((
  config: Config,
  kind: string,
  namespace: string
) => ReadonlyArray<Selection>) => {
  const index = keepLast(byKindAndNamespace);
  return (config, kind, namespace) => index(config).get(`${kind}/${namespace}`) ?? [];
};
