import type { Config } from '@meshfence/core';
import type { Client } from '../client/Client.js';
import type { Discover } from '../discovery/served.js';
import { slimeBootKind, meshKinds } from '../observe/kinds.js';
import type { SlimeBoots } from '../configure/SlimeBoots.js';
import type { World } from '../observe/World.js';
import type { Log } from '../log/Log.js';
import type { Metrics } from '../metrics/Metrics.js';
import { reflect } from '../watch/reflect.js';
import { placeKey, placesOf } from './Resources.js';
import type { Resources } from './Resources.js';

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

/** Watches everything that a mesh is made of. */
export const watchMesh = (watching: Watching, world: World): ReadonlyArray<Promise<void>> =>
  meshKinds.map(wanted =>
    reflect({ ...watching, wanted, query: wanted.query ?? {}, listener: world.listener(wanted) })
  );

/** Watches the SlimeBoots of a namespace, or only the one that is named. */
export const watchSlimeBoots = (
  watching: Watching,
  slimeBoots: SlimeBoots,
  { name, namespace }: { readonly namespace: string; readonly name?: string | undefined }
): Promise<void> =>
  reflect({
    ...watching,
    wanted: slimeBootKind,
    namespace,
    query: name === undefined ? {} : { fieldSelector: `metadata.name=${name}` },
    listener: slimeBoots.listener
  });

/** Watches the places in which objects of ours may be: those of a configuration, and those of earlier ones. */
export const resourceWatcher = (
  watching: Watching,
  resources: Resources,
  begun: (reflection: Promise<void>) => void
): ((config: Config) => void) => {
  const watched = new Set<string>();
  return config => {
    for (const place of placesOf(config)) {
      if (watched.has(placeKey(place))) continue;
      watched.add(placeKey(place));
      const { namespace, query, wanted } = place;
      begun(reflect({ ...watching, wanted, namespace, query, listener: resources.listener(place) }));
    }
  };
};
