import type { Dirty } from '../compile/Compiler.js';
import { fenceKey, resourceKeyOf, slimeBootKey } from '../decide/Key.js';
import type { Parts } from './Parts.js';

/** What has to be looked at, put into the queue. `since` is when it changed, as `performance.now()`. */
export interface Agenda {
  readonly fence: (key: string, since?: number) => void;
  /** All resources beside fences and Sidecars: there are few, and they wait for each other. */
  readonly resources: () => void;
  readonly slimeBoots: () => void;
  readonly dirty: (dirty: Dirty, since: number) => void;
  /** All that is, and all that shall be. */
  readonly everything: () => void;
}

export const newAgenda = ({ compiler, queue, resources, slimeBoots, world }: Parts): Agenda => {
  const fence = (key: string, since = performance.now()): void => queue.add(fenceKey(key), since);

  const allResources = (): void => {
    const now = performance.now();
    for (const key of compiler.desired().resources.keys()) queue.add(resourceKeyOf(key), now);
    for (const [key] of resources.entries()) queue.add(resourceKeyOf(key), now);
  };

  const allSlimeBoots = (): void => {
    for (const key of slimeBoots.keys()) queue.add(slimeBootKey(key), performance.now());
  };

  return {
    fence,
    resources: allResources,
    slimeBoots: allSlimeBoots,
    dirty: (dirty, since) => {
      for (const key of dirty.fences) fence(key, since);
      if (dirty.resources.size === 0) return;
      allResources();
      // A Sidecar that was a resource, and is none any more, is one without a fence.
      for (const key of dirty.resources) if (key.startsWith('Sidecar/')) fence(key.slice('Sidecar/'.length));
    },
    everything: () => {
      const { fences, obsolete } = compiler.desired();
      const keys = [
        ...fences.keys(),
        ...obsolete.keys(),
        ...[...world.sidecars.entries()].map(([key]) => key)
      ];
      for (const key of new Set(keys)) fence(key);
      allResources();
      allSlimeBoots();
    }
  };
};
