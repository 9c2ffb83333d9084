import {
  accessLogName,
  callerNamespaces,
  globalSidecarName,
  globalSidecars,
  placeholderName
} from '@meshfence/core';
import type { Config } from '@meshfence/core';
import type { Wanted } from '../discovery/Resource.js';
import { newCollection } from '../observe/Collection.js';
import type { Collection } from '../observe/Collection.js';
import { toLiveResource } from '../observe/Live.js';
import type { LiveResource } from '../observe/Live.js';
import { liveKey } from '../watch/KubeObject.js';
import type { KubeObject } from '../watch/KubeObject.js';
import type { Listener } from '../watch/begin.js';

/** A kind of which objects of ours may be in one namespace. */
export interface Place {
  readonly wanted: Wanted;
  readonly namespace: string;
  readonly query: Readonly<Record<string, string>>;
}

const istio = { group: 'networking.istio.io', namespaced: true };

const envoyFilter: Wanted = { ...istio, versions: ['v1alpha3'], kind: 'EnvoyFilter', plural: 'envoyfilters' };

const telemetry: Wanted = {
  group: 'telemetry.istio.io',
  versions: ['v1', 'v1alpha1'],
  kind: 'Telemetry',
  plural: 'telemetries',
  namespaced: true
};

const service: Wanted = {
  group: '',
  versions: ['v1'],
  kind: 'Service',
  plural: 'services',
  namespaced: true
};

const configMap: Wanted = {
  group: '',
  versions: ['v1'],
  kind: 'ConfigMap',
  plural: 'configmaps',
  namespaced: true
};

/** What a global-sidecar consists of, all of one name; there may be one of Slime's. */
const globalSidecarKinds: ReadonlyArray<Wanted> = [
  configMap,
  { group: '', versions: ['v1'], kind: 'ServiceAccount', plural: 'serviceaccounts', namespaced: true },
  service,
  { group: 'apps', versions: ['v1'], kind: 'Deployment', plural: 'deployments', namespaced: true },
  {
    group: 'policy',
    versions: ['v1'],
    kind: 'PodDisruptionBudget',
    plural: 'poddisruptionbudgets',
    namespaced: true
  },
  {
    ...istio,
    versions: ['v1', 'v1beta1', 'v1alpha3'],
    kind: 'DestinationRule',
    plural: 'destinationrules'
  }
];

const named = (name: string): Readonly<Record<string, string>> => ({
  fieldSelector: `metadata.name=${name}`
});

const routePlaces = (config: Config): ReadonlyArray<Place> =>
  callerNamespaces(config).flatMap(namespace => [
    { wanted: envoyFilter, namespace, query: {} },
    { wanted: telemetry, namespace, query: {} }
  ]);

const globalSidecarPlaces = (config: Config): ReadonlyArray<Place> =>
  globalSidecars(config).flatMap(({ namespace }) => [
    { wanted: envoyFilter, namespace, query: {} },
    { wanted: configMap, namespace, query: named(accessLogName) },
    ...globalSidecarKinds.map(wanted => ({ wanted, namespace, query: named(globalSidecarName) }))
  ]);

const placeholderPlaces = ({ global, mode }: Config): ReadonlyArray<Place> =>
  mode === 'no' ? [{ wanted: service, namespace: global.slimeNamespace, query: named(placeholderName) }] : [];

/** What identifies a place among others. */
export const placeKey = ({ namespace, query, wanted }: Place): string =>
  `${wanted.kind}/${namespace}/${query['fieldSelector'] ?? ''}`;

/** Where objects of ours may be, beside fences and their Sidecars; each once. */
export const placesOf = (config: Config): ReadonlyArray<Place> => {
  const all = [...routePlaces(config), ...globalSidecarPlaces(config), ...placeholderPlaces(config)];
  return [...new Map(all.map(place => [placeKey(place), place])).values()];
};

/** The live objects of all places. */
export interface Resources {
  /** By `kind/namespace/name`. */
  readonly get: (key: string) => LiveResource | undefined;
  readonly set: Collection<LiveResource>['set'];
  readonly entries: () => Iterable<[string, LiveResource]>;
  readonly listener: (place: Place) => Listener<ResourceItem>;
  /** The version in which a kind is served; undefined where it is not, as far as is known. */
  readonly apiVersion: (kind: string) => string | undefined;
  readonly isSynced: (place: Place) => boolean;
  /** Takes in what a write has come to. */
  readonly learn: (object: KubeObject) => void;
}

export interface ResourceItem {
  readonly key: string;
  readonly live: LiveResource;
}

const toItem = (kind: string, object: KubeObject): ResourceItem => ({
  key: `${kind}/${liveKey(object)}`,
  live: toLiveResource(object)
});

/** Keeps the live objects; `moved` is told of each that is another one than before, and when a place is known. */
export const newResources = (moved: (key: string) => void): Resources => {
  const known: Collection<LiveResource> = newCollection();
  const versions = new Map<string, string | undefined>();
  const synced = new Set<string>();

  const put = ({ key, live }: ResourceItem, asOf?: string): void => {
    if (known.set(key, live, asOf)) moved(key);
  };
  const drop = (key: string, version: string): void => {
    if (known.remove(key, version)) moved(key);
  };

  const listener = (place: Place): Listener<ResourceItem> => {
    const { namespace, query, wanted } = place;
    const name = query['fieldSelector']?.replace('metadata.name=', '');
    const prefix = `${wanted.kind}/${namespace}/`;
    const isHere = (key: string): boolean =>
      name === undefined ? key.startsWith(prefix) : key === `${prefix}${name}`;
    return {
      project: page => page.map(object => toItem(wanted.kind, object)),
      replaced: (items, version, { apiVersion }) => {
        versions.set(wanted.kind, apiVersion);
        for (const item of items) put(item, version);
        const listed = new Set(items.map(({ key }) => key));
        for (const key of known.missing(listed, version)) if (isHere(key)) drop(key, version);
        synced.add(placeKey(place));
        moved(placeKey(place));
      },
      set: item => put(item),
      removed: object => drop(`${wanted.kind}/${liveKey(object)}`, object.metadata.resourceVersion ?? ''),
      absent: () => {
        versions.set(wanted.kind, undefined);
        synced.add(placeKey(place));
      }
    };
  };

  return {
    get: key => known.get(key),
    set: (key, live) => known.set(key, live),
    entries: () => known.entries(),
    listener,
    apiVersion: kind => versions.get(kind),
    isSynced: place => synced.has(placeKey(place)),
    learn: object => put(toItem(object.kind ?? '', object))
  };
};
