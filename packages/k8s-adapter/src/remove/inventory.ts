import { ownedObjects } from '@meshfence/core';
import type { Diagnosed, Inventory, JsonObject, Owned } from '@meshfence/core';
import type { Client } from '../client/Client.js';
import { looking } from '../preview/silent.js';
import { begin } from '../watch/begin.js';
import type { KubeObject } from '../watch/KubeObject.js';
import { definitions, removable } from './kinds.js';

/** As much of an object as tells whose it is. */
const named = ({ apiVersion = '', kind = '', metadata }: KubeObject): JsonObject => ({
  apiVersion,
  kind,
  metadata: {
    name: metadata.name,
    ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
    labels: metadata.labels ?? {},
    uid: metadata.uid ?? '',
    ownerReferences: metadata.ownerReferences ?? []
  }
});

/** An object that is meshfence's, and which one it is: there may be another of its name by the time it is removed. */
export interface LiveOwned extends Owned {
  readonly uid: string;
}

/** What is in a cluster, by whose it is. */
export interface LiveInventory extends Inventory {
  readonly owned: ReadonlyArray<LiveOwned>;
}

const keyOf = (kind: string, namespace: string, name: string): string => `${kind}/${namespace}/${name}`;

const uidsOf = (found: ReadonlyArray<JsonObject>): ReadonlyMap<string, string> =>
  new Map(
    found.map(({ kind, metadata }) => {
      const { name = '', namespace = '', uid = '' } = metadata as Readonly<Record<string, string>>;
      return [keyOf(kind as string, namespace, name), uid];
    })
  );

/**
 * What is meshfence's in a cluster, in the order of removal; the definitions of its kinds where they are asked for.
 *
 * Rejects as the client does.
 */
export const inventory = async (
  client: Client,
  { definitions: withDefinitions }: { readonly definitions: boolean }
): Promise<Diagnosed<LiveInventory>> => {
  const found: Array<JsonObject> = [];
  const common = {
    ...looking(client),
    listener: {
      project: (page: ReadonlyArray<KubeObject>) => page.map(named),
      replaced: (items: ReadonlyArray<JsonObject>) => void found.push(...items),
      set: () => {},
      removed: () => {},
      absent: () => {}
    }
  };
  const all = withDefinitions ? [...removable, definitions] : removable;
  await Promise.all(all.map(each => begin({ ...common, ...each })));
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: found });
  const { diagnostics, value } = ownedObjects([{ file: client.server, text }], {
    definitions: withDefinitions
  });
  const uids = uidsOf(found);
  const owned = value.owned.map(each => ({
    ...each,
    uid: uids.get(keyOf(each.kind, each.namespace, each.name)) ?? ''
  }));
  return { diagnostics, value: { ...value, owned } };
};
