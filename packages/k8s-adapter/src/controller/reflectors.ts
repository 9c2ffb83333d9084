import type { Config } from '@meshfence/core';
import type { Client } from '../client/Client.js';
import type { SlimeBoots } from '../configure/SlimeBoots.js';
import { kinds } from '../discovery/kinds.js';
import type { Discover } from '../discovery/served.js';
import type { Log } from '../log/Log.js';
import type { Metrics } from '../metrics/Metrics.js';
import type { AddressedPods } from '../observe/AddressedPods.js';
import { meshKinds, podKind } from '../observe/kinds.js';
import type { Resources } from '../observe/Resources.js';
import { selectionKey, selectionsOf } from '../observe/selections.js';
import type { World } from '../observe/World.js';
import { both } from '../watch/both.js';
import { reflect } from '../watch/reflect.js';

/** What every reflection needs. */
export interface Watching {
  readonly client: Client;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly signal: AbortSignal;
  readonly discover: Discover;
  /** Why kinds are not heard of, for now: by their names. */
  readonly troubles: Map<string, string>;
}

/** Watches everything that a mesh is made of. Of pods it is known as well who had which address. */
export const watchMesh = (
  watching: Watching,
  world: World,
  pods: AddressedPods
): ReadonlyArray<Promise<void>> =>
  meshKinds.map(wanted => {
    const all = { ...watching, wanted, query: wanted.query ?? {} };
    const listener = world.listener(wanted);
    return wanted === podKind
      ? reflect({ ...all, listener: both(listener, pods.listener) })
      : reflect({ ...all, listener });
  });

/** Watches the SlimeBoots of a namespace, or only the one that is named. */
export const watchSlimeBoots = (
  watching: Watching,
  slimeBoots: SlimeBoots,
  { name, namespace }: { readonly namespace: string; readonly name?: string | undefined }
): Promise<void> =>
  reflect({
    ...watching,
    wanted: kinds.SlimeBoot,
    namespace,
    query: name === undefined ? {} : { fieldSelector: `metadata.name=${name}` },
    listener: slimeBoots.listener
  });

/** Watches the objects among which ours may be: those of a configuration, and those of earlier ones. */
export const resourceWatcher = (
  watching: Watching,
  resources: Resources,
  begun: (reflection: Promise<void>) => void
): ((config: Config) => void) => {
  const watched = new Set<string>();
  return config => {
    for (const selection of selectionsOf(config)) {
      if (watched.has(selectionKey(selection))) continue;
      watched.add(selectionKey(selection));
      const { namespace, query, wanted } = selection;
      begun(reflect({ ...watching, wanted, namespace, query, listener: resources.listener(selection) }));
    }
  };
};
