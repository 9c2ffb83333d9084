import { setTimeout as sleep } from 'node:timers/promises';
import { applyAll } from '../api/objects.js';
import type { Objects } from '../api/objects.js';
import type { Istiod } from '../control/startIstiod.js';
import type { Proxy } from '../pod/startProxy.js';
import { waitFor } from '../process/waitFor.js';
import { isHeard, syncs } from './Sync.js';
import { marker, markerPrefix } from './Marker.js';

const isSynced = async (istiod: Istiod, proxies: ReadonlyArray<Proxy>): Promise<true | undefined> => {
  const ids = new Set(proxies.map(({ id }) => id));
  const found = (await syncs(istiod)).filter(({ proxy }) => ids.has(proxy));
  return found.length === ids.size && found.every(isHeard) ? true : undefined;
};

const hasCluster = async ({ admin }: Proxy, name: string): Promise<boolean> =>
  (await (await fetch(`${admin}/clusters`)).text()).includes(`${name}::`);

let settlements = 0;

/**
 * Waits until proxies have heard all that was written before the call.
 *
 * istiod collects changes for a moment before it sends them: so something is written that shows in every proxy, and
 * when that has arrived, what came before has too.
 */
export const settle = async (
  objects: Objects,
  istiod: Istiod,
  proxies: ReadonlyArray<Proxy>,
  seconds = 20
): Promise<void> => {
  settlements += 1;
  const name = `${markerPrefix}${settlements}-`;
  // Kinds reach istiod by different streams: let what was written just now be ahead of the marker.
  await sleep(50);
  await applyAll(objects, [marker(name)]);
  const patience = { seconds, needs: [istiod.process, ...proxies.map(({ process }) => process)] };
  for (const proxy of proxies)
    await waitFor(
      `${proxy.id} to have heard of ${name}`,
      async () => ((await hasCluster(proxy, name)) ? true : undefined),
      patience
    );
  await waitFor('istiod to have heard of it', () => isSynced(istiod, proxies), patience);
};
