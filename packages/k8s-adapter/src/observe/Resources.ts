import { liveKey } from '../watch/KubeObject.js';
import type { KubeObject } from '../watch/KubeObject.js';
import type { Listener } from '../watch/begin.js';
import { newCollection } from './Collection.js';
import type { Collection } from './Collection.js';
import { toLiveResource } from './Live.js';
import type { LiveResource } from './Live.js';
import { selectionKey } from './selections.js';
import type { Selection } from './selections.js';

/** The live objects of all selections: those of ours beside fences and their Sidecars, and whatever has their names. */
export interface Resources {
  /** By `kind/namespace/name`. */
  readonly get: (key: string) => LiveResource | undefined;
  readonly set: Collection<LiveResource>['set'];
  readonly entries: () => Iterable<[string, LiveResource]>;
  readonly listener: (selection: Selection) => Listener<ResourceItem>;
  /** The version in which a kind is served; undefined where it is not, as far as is known. */
  readonly apiVersion: (kind: string) => string | undefined;
  /** Grows with each change of what is known. */
  readonly revision: () => number;
  readonly isSynced: (selection: Selection) => boolean;
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

/** Keeps the live objects; `moved` is told of each that is another one than before, and when a selection is known. */
export const newResources = (moved: (key: string) => void): Resources => {
  const known: Collection<LiveResource> = newCollection();
  const versions = new Map<string, string | undefined>();
  const synced = new Set<string>();

  let revision = 0;

  const set = (key: string, live: LiveResource, asOf?: string): boolean => {
    const isNews = known.set(key, live, asOf);
    if (isNews) revision += 1;
    return isNews;
  };
  const put = ({ key, live }: ResourceItem, asOf?: string): void => {
    if (set(key, live, asOf)) moved(key);
  };
  const drop = (key: string, version: string): void => {
    if (!known.remove(key, version)) return;
    revision += 1;
    moved(key);
  };

  const listener = (selection: Selection): Listener<ResourceItem> => {
    const { namespace, query, wanted } = selection;
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
        synced.add(selectionKey(selection));
        moved(selectionKey(selection));
      },
      set: item => put(item),
      removed: object => drop(`${wanted.kind}/${liveKey(object)}`, object.metadata.resourceVersion ?? ''),
      absent: () => {
        versions.set(wanted.kind, undefined);
        synced.add(selectionKey(selection));
      }
    };
  };

  return {
    get: key => known.get(key),
    set,
    revision: () => revision,
    entries: () => known.entries(),
    listener,
    apiVersion: kind => versions.get(kind),
    isSynced: selection => synced.has(selectionKey(selection)),
    learn: object => put(toItem(object.kind ?? '', object))
  };
};
