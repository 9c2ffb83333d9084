import type { JsonObject } from '@meshfence/core';
import { newCollection } from '../observe/Collection.js';
import { toLive } from '../observe/Live.js';
import type { Live } from '../observe/Live.js';
import { liveKey } from '../watch/KubeObject.js';
import type { KubeObject } from '../watch/KubeObject.js';
import type { Listener } from '../watch/begin.js';

/** A live SlimeBoot: what it says, and what has been said of it. */
export interface LiveSlimeBoot extends Live {
  readonly generation: number | undefined;
  readonly object: JsonObject;
  readonly status: JsonObject;
}

export interface SlimeBootItem {
  readonly key: string;
  readonly live: LiveSlimeBoot;
}

/** The SlimeBoots of a namespace, or the one that is named. */
export interface SlimeBoots {
  readonly listener: Listener<SlimeBootItem>;
  readonly keys: () => ReadonlyArray<string>;
  readonly get: (key: string) => LiveSlimeBoot | undefined;
  /** What they say, without what changes by itself. */
  readonly objects: () => ReadonlyArray<JsonObject>;
  readonly isSynced: () => boolean;
}

/** Whether anything is written that a configuration follows from: versions and statuses are not. */
export const slimeBootObject = ({
  apiVersion = '',
  kind = '',
  metadata,
  spec = {}
}: KubeObject): JsonObject => ({
  apiVersion,
  kind,
  metadata: {
    name: metadata.name,
    namespace: metadata.namespace ?? '',
    labels: metadata.labels ?? {},
    annotations: metadata.annotations ?? {},
    uid: metadata.uid ?? ''
  },
  spec
});

const toItem = (object: KubeObject): SlimeBootItem => ({
  key: liveKey(object),
  live: {
    ...toLive(object),
    generation: object.metadata.generation,
    object: slimeBootObject(object),
    status: object.status ?? {}
  }
});

/** Watches SlimeBoots; `changed` is told when one may say something else. A definition that is missing is waited for. */
export const newSlimeBoots = (changed: () => void): SlimeBoots => {
  const known = newCollection<LiveSlimeBoot>();
  let synced = false;
  const settle = (): void => {
    synced = true;
    changed();
  };
  return {
    listener: {
      project: page => page.map(toItem),
      replaced: (items, version) => {
        for (const { key, live } of items) known.set(key, live, version);
        const listed = new Set(items.map(({ key }) => key));
        for (const key of known.missing(listed, version)) known.remove(key, version);
        settle();
      },
      set: ({ key, live }) => {
        if (known.set(key, live)) changed();
      },
      removed: object => {
        if (known.remove(liveKey(object), object.metadata.resourceVersion ?? '')) changed();
      },
      absent: () => {}
    },
    keys: () => [...known.entries()].map(([key]) => key),
    get: key => known.get(key),
    objects: () => [...known.entries()].map(([, { object }]) => object),
    isSynced: () => synced
  };
};
