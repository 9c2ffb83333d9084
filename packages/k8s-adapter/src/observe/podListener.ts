import { Instant } from '@meshfence/core';
import type { JsonObject, Pod, PodChange } from '@meshfence/core';
import { liveKey } from '../watch/KubeObject.js';
import type { KubeObject } from '../watch/KubeObject.js';
import type { Listener } from '../watch/Reflection.js';
import { decode } from './decode.js';
import { project } from './project.js';

/** A pod as whoever asks for addresses needs it. */
export interface PodItem {
  readonly key: string;
  /** Undefined where it cannot be read: then nothing is known of its addresses. */
  readonly pod: Pod | undefined;
  /** When its machine took it. */
  readonly startedAt: Instant.Instant | undefined;
}

/** Who is told of pods: of those of one stroke together. `isWhole`: with these, all pods are known. */
export type PodsTold = (changes: ReadonlyArray<PodChange>, isWhole: boolean) => void;

const startOf = ({ status }: KubeObject): Instant.Instant | undefined => {
  const text = status?.['startTime'];
  return typeof text === 'string' ? Instant.parse(text) : undefined;
};

const toItems = (page: ReadonlyArray<KubeObject>): ReadonlyArray<PodItem> => {
  const projected: ReadonlyArray<JsonObject> = page.map(object => project('pods', object));
  const decoded = decode('pods', projected);
  return page.map((object, at) => ({
    key: liveKey(object),
    pod: decoded[at]?.value as Pod | undefined,
    startedAt: startOf(object)
  }));
};

/** A pod that is heard of later has come just now; one that was there already, when its machine took it. */
const changeOf = ({ key, pod }: PodItem, since: Instant.Instant | undefined): PodChange =>
  pod === undefined ? { _tag: 'Removed', key } : { _tag: 'Set', pod, since };

const removal = (key: string): PodChange => ({ _tag: 'Removed', key });

/** Tells of all pods, and then of each that changes. `counted` is told how many there are. */
export const podListener = (
  told: PodsTold,
  now: () => Instant.Instant,
  counted: (pods: number) => void = () => {}
): Listener<PodItem> => {
  const known = new Set<string>();
  return {
    project: toItems,
    replaced: items => {
      const listed = new Set(items.map(({ key }) => key));
      const gone = [...known].filter(key => !listed.has(key));
      for (const key of gone) known.delete(key);
      for (const key of listed) known.add(key);
      told([...gone.map(removal), ...items.map(item => changeOf(item, item.startedAt))], true);
      counted(known.size);
    },
    set: item => {
      known.add(item.key);
      told([changeOf(item, now())], false);
      counted(known.size);
    },
    removed: object => {
      known.delete(liveKey(object));
      told([removal(liveKey(object))], false);
      counted(known.size);
    },
    absent: () => undefined
  };
};
