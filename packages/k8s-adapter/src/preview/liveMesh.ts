import { decodeObjects } from '@meshfence/core';
import type { Diagnosed, JsonObject, Mesh } from '@meshfence/core';
import type { Client } from '../client/Client.js';
import { slimeBootObject } from '../configure/SlimeBoots.js';
import { kinds } from '../discovery/kinds.js';
import { meshKinds } from '../observe/kinds.js';
import { project } from '../observe/project.js';
import { begin } from '../watch/begin.js';
import type { Listener } from '../watch/begin.js';
import type { KubeObject } from '../watch/KubeObject.js';
import { looking } from './silent.js';

/** Which cluster is looked at, and which of its SlimeBoots counts: one of a namespace, or all of them. */
export interface Look {
  readonly client: Client;
  readonly slimeBoots: { readonly namespace: string; readonly name: string | undefined };
  /** Milliseconds since 1970; undefined where nothing shall expire. */
  readonly now?: number | undefined;
}

const collecting = (
  toObject: (object: KubeObject) => JsonObject,
  found: Array<JsonObject>
): Listener<JsonObject> => ({
  project: page => page.map(toObject),
  replaced: items => void found.push(...items),
  set: () => {},
  removed: () => {},
  absent: () => {}
});

/**
 * A cluster as it is now, as a mesh. Kinds that nobody serves are left out.
 *
 * Rejects as the client does.
 */
export const liveMesh = async ({ client, now, slimeBoots }: Look): Promise<Diagnosed<Mesh>> => {
  const found: Array<JsonObject> = [];
  const common = looking(client);
  const { name, namespace } = slimeBoots;
  const query = name === undefined ? {} : { fieldSelector: `metadata.name=${name}` };
  await Promise.all([
    ...meshKinds.map(wanted =>
      begin({
        ...common,
        wanted,
        query: wanted.query ?? {},
        listener: collecting(object => project(wanted.field, object), found)
      })
    ),
    begin({
      ...common,
      wanted: kinds.SlimeBoot,
      namespace,
      query,
      listener: collecting(slimeBootObject, found)
    })
  ]);
  return decodeObjects(found, { now });
};
