import type { Instant } from '@meshfence/core';
import type { Client } from '../client/Client.js';
import type { Log } from '../log/Log.js';
import type { Metrics } from '../metrics/Metrics.js';
import { nameOf } from '../discovery/Resource.js';
import { reflect } from '../watch/reflect.js';
import { podKind } from './kinds.js';
import { podListener } from './podListener.js';
import type { PodItem, PodsTold } from './podListener.js';

/** Whoever wants to know which pods there are. */
export interface PodFollower {
  readonly client: Client;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Instant.Instant;
  readonly signal: AbortSignal;
  readonly told: PodsTold;
}

/** Tells of all pods, and then of each that changes, until the signal comes. */
export const followPods = ({ now, told, ...watching }: PodFollower): Promise<void> => {
  const count = (pods: number): void => watching.metrics.objects.set({ kind: nameOf(podKind) }, pods);
  return reflect<PodItem>({
    ...watching,
    wanted: podKind,
    query: podKind.query ?? {},
    listener: podListener(told, now, count)
  });
};
