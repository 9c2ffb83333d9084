import { globalSidecarName } from '@meshfence/core';
import type { Owned } from '@meshfence/core';
import type { Client } from '../client/Client.js';
import { isRefusal } from '../client/Refusal.js';
import { resourceOf } from '../discovery/kinds.js';
import { objectPath } from '../discovery/Resource.js';
import { pause } from '../watch/Backoff.js';
import type { LiveOwned } from './inventory.js';

/** What has become of one object. */
export interface Removed {
  readonly owned: LiveOwned;
  /** Why it is still there; undefined where it has gone. */
  readonly refused: string | undefined;
}

const pathOf = (owned: Owned): string => objectPath(resourceOf(owned), owned.namespace, owned.name);

/** How long a workload's pods are waited for, and how often it is asked. */
const patience = { most: 60_000, every: 500 };

const isThere = async (client: Client, path: string): Promise<boolean> => {
  try {
    await client.ask({ path });
    return true;
  } catch (error) {
    if (isRefusal(error, 404)) return false;
    throw error;
  }
};

/** Whether it goes within a minute. Pods that still run would go on with their work. */
const goes = async (client: Client, path: string): Promise<boolean> => {
  const { signal } = new AbortController();
  for (let waited = 0; waited < patience.most; waited += patience.every) {
    if (!(await isThere(client, path))) return true;
    await pause(patience.every, signal);
  }
  return false;
};

const remove = async (client: Client, owned: LiveOwned): Promise<Removed> => {
  const path = pathOf(owned);
  const isWorkload = owned.kind === 'Deployment';
  try {
    const propagationPolicy = isWorkload ? 'Foreground' : 'Background';
    const preconditions = { uid: owned.uid };
    await client.ask({
      method: 'DELETE',
      path,
      body: { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy, preconditions }
    });
    if (isWorkload && !(await goes(client, path)))
      return { owned, refused: `its pods still run after ${patience.most / 1000} s` };
  } catch (error) {
    if (isRefusal(error, 404)) return { owned, refused: undefined };
    if (!isRefusal(error)) throw error;
    return { owned, refused: error.message };
  }
  return { owned, refused: undefined };
};

/** A controller that still runs would make again what is removed. */
const isController = ({ owned: { kind, labels, name } }: Removed): boolean =>
  kind === 'Deployment' && name !== globalSidecarName && labels['app'] !== globalSidecarName;

/**
 * Deletes objects, one after the other in their order, and tells of each. One that is refused does not stop the others, unless it is
 * the controller.
 *
 * Rejects as the client does, where there is no answer.
 */
export const removeAll = async (
  client: Client,
  all: ReadonlyArray<LiveOwned>,
  told: (removed: Removed) => void
): Promise<void> => {
  let isRunning = false;
  for (const owned of all) {
    const removed: Removed = isRunning
      ? { owned, refused: 'the controller still runs' }
      : await remove(client, owned);
    isRunning ||= removed.refused !== undefined && isController(removed);
    told(removed);
  }
};
