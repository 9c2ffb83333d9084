import { ownedObjects } from '@meshfence/core';
import type { Diagnosed, Inventory, JsonObject } from '@meshfence/core';
import type { Client } from '../client/Client.js';
import { newMetrics } from '../metrics/Metrics.js';
import { silentLog } from '../preview/silent.js';
import { begin } from '../watch/begin.js';
import type { KubeObject } from '../watch/KubeObject.js';
import { definitionKind, removable } from './kinds.js';

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

/**
 * What is meshfence's in a cluster, in the order of removal; the definitions of its kinds where they are asked for.
 *
 * Rejects as the client does.
 */
export const inventory = async (
  client: Client,
  { definitions }: { readonly definitions: boolean }
): Promise<Diagnosed<Inventory>> => {
  const found: Array<JsonObject> = [];
  const common = {
    client,
    log: silentLog,
    metrics: newMetrics({ process: false }),
    signal: new AbortController().signal,
    listener: {
      project: (page: ReadonlyArray<KubeObject>) => page.map(named),
      replaced: (items: ReadonlyArray<JsonObject>) => void found.push(...items),
      set: () => {},
      removed: () => {},
      absent: () => {}
    }
  };
  const all = definitions ? [...removable, { wanted: definitionKind, query: {} }] : removable;
  await Promise.all(all.map(each => begin({ ...common, ...each })));
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: found });
  return ownedObjects([{ file: client.server, text }], { definitions });
};
