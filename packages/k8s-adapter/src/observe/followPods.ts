import { Instant } from '@meshfence/core';
import type { JsonObject, Pod, PodChange } from '@meshfence/core';
import type { Client } from '../client/Client.js';
import type { Log } from '../log/Log.js';
import type { Metrics } from '../metrics/Metrics.js';
import { nameOf } from '../discovery/Resource.js';
import { liveKey } from '../watch/KubeObject.js';
import type { KubeObject } from '../watch/KubeObject.js';
import { reflect } from '../watch/reflect.js';
import { decode } from './decode.js';
import { podKind } from './kinds.js';
import { project } from './project.js';

interface Item {
  readonly key: string;
  /** Undefined where it cannot be read: then nothing is known of its addresses. */
  readonly pod: Pod | undefined;
  /** When its machine took it. */
  readonly startedAt: Instant.Instant | undefined;
}

/** Whoever wants to know which pods there are. */
export interface PodFollower {
  readonly client: Client;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Instant.Instant;
  readonly signal: AbortSignal;
  /** News of pods, those of one stroke together. `isWhole`: with these, all pods are known. */
  readonly told: (changes: ReadonlyArray<PodChange>, isWhole: boolean) => void;
}

const startOf = ({ status }: KubeObject): Instant.Instant | undefined => {
  const text = status?.['startTime'];
  return typeof text === 'string' ? Instant.parse(text) : undefined;
};

const toItems = (page: ReadonlyArray<KubeObject>): ReadonlyArray<Item> => {
  const projected: ReadonlyArray<JsonObject> = page.map(object => project('pods', object));
  const decoded = decode('pods', projected);
  return page.map((object, at) => ({
    key: liveKey(object),
    pod: decoded[at]?.value as Pod | undefined,
    startedAt: startOf(object)
  }));
};

/** A pod that is heard of later has come just now; one that was there already, when its machine took it. */
const changeOf = ({ key, pod }: Item, since: Instant.Instant | undefined): PodChange =>
  pod === undefined ? { _tag: 'Removed', key } : { _tag: 'Set', pod, since };

/** Tells of all pods, and then of each that changes, until the signal comes. */
export const followPods = ({ now, told, ...watching }: PodFollower): Promise<void> => {
  const known = new Set<string>();
  const count = (): void => watching.metrics.objects.set({ kind: nameOf(podKind) }, known.size);
  return reflect<Item>({
    ...watching,
    wanted: podKind,
    query: podKind.query ?? {},
    listener: {
      project: toItems,
      replaced: items => {
        const listed = new Set(items.map(({ key }) => key));
        const gone = [...known].filter(key => !listed.has(key));
        for (const key of gone) known.delete(key);
        for (const key of listed) known.add(key);
        const removed = gone.map((key): PodChange => ({ _tag: 'Removed', key }));
        told([...removed, ...items.map(item => changeOf(item, item.startedAt))], true);
        count();
      },
      set: item => {
        known.add(item.key);
        told([changeOf(item, now())], false);
        count();
      },
      removed: object => {
        const key = liveKey(object);
        known.delete(key);
        told([{ _tag: 'Removed', key }], false);
        count();
      },
      absent: () => undefined
    }
  });
};
