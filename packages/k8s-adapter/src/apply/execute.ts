import type { JsonObject, Labels } from '@meshfence/core';
import { applyPatch } from '../client/Client.js';
import type { Client } from '../client/Client.js';
import { isRefusal } from '../client/Refusal.js';
import { resourceOf } from '../discovery/kinds.js';
import { objectPath } from '../discovery/Resource.js';
import { fieldManager } from '../observe/Owner.js';
import type { KubeObject } from '../watch/KubeObject.js';
import type { Action, Target } from './Action.js';
import { ownership } from './ownership.js';

type Apply = Extract<Action, { readonly verb: 'apply' }>;
type Status = Extract<Action, { readonly verb: 'status' }>;
type Delete = Extract<Action, { readonly verb: 'delete' }>;

const jsonPatch = 'application/json-patch+json';

/** How a write is done: `dryRun` asks the server what it would make of it, and changes nothing. */
export interface Manner {
  readonly dryRun: boolean;
}

const queryOf = ({ dryRun }: Manner, force?: boolean): string =>
  `fieldManager=${fieldManager}${force === undefined ? '' : `&force=${String(force)}`}${dryRun ? '&dryRun=All' : ''}`;

/** A request is given up after a while: by then its answer would come too late to be believed. */
const timeout = 20_000;

/** The path of the object that an action is about. */
export const pathOf = (target: Target): string =>
  objectPath(resourceOf(target), target.namespace, target.name);

/** A version that no object has any more: with it the server makes what is not there, and refuses to change what is. */
const absent = { resourceVersion: '1' };

/** The object with the identity and version that the decision was made on: if there is another by now, the server refuses. */
const guarded = ({ live, object }: Apply): JsonObject => ({
  ...object,
  metadata: {
    ...(object['metadata'] as JsonObject),
    ...(live === undefined ? absent : { uid: live.uid, resourceVersion: live.resourceVersion })
  }
});

/** Gives Slime's fields to us: nobody else has any then, so that neither this write nor a later one needs force. */
const takeOver = async (client: Client, { live, target }: Apply, labels: Labels.Labels): Promise<string> => {
  const { metadata } = await client.ask<KubeObject>({
    method: 'PATCH',
    path: `${pathOf(target)}?fieldManager=${fieldManager}`,
    contentType: jsonPatch,
    timeout,
    body: [
      { op: 'add', path: '/metadata/resourceVersion', value: live?.resourceVersion ?? '' },
      { op: 'add', path: '/metadata/managedFields', value: [ownership(target, labels)] }
    ]
  });
  return metadata.resourceVersion ?? '';
};

const apply = async (client: Client, action: Apply, manner: Manner): Promise<KubeObject> => {
  const { adopt, live, target } = action;
  const taken =
    adopt !== undefined && live !== undefined && !manner.dryRun
      ? { ...action, live: { ...live, resourceVersion: await takeOver(client, action, adopt) } }
      : action;
  return client.ask({
    method: 'PATCH',
    path: `${pathOf(target)}?${queryOf(manner, adopt !== undefined && manner.dryRun)}`,
    contentType: applyPatch,
    timeout,
    body: guarded(taken)
  });
};

/**
 * The status as a whole, and nothing else: a PUT without the labels would take them away from whoever applied them.
 *
 * A version in a patch is a condition: of an object that has changed meanwhile, the server says 409.
 */
const patchStatus = (
  client: Client,
  { live, status, target }: Status,
  manner: Manner
): Promise<KubeObject> => {
  return client.ask({
    method: 'PATCH',
    path: `${pathOf(target)}/status?${queryOf(manner)}`,
    contentType: jsonPatch,
    timeout,
    body: [
      { op: 'add', path: '/metadata/resourceVersion', value: live.resourceVersion },
      { op: 'add', path: '/status', value: status }
    ]
  });
};

/** What has gone already needs no deleting. */
const remove = async (client: Client, { live, target }: Delete, manner: Manner): Promise<undefined> => {
  const { resourceVersion, uid } = live;
  try {
    await client.ask({
      method: 'DELETE',
      path: `${pathOf(target)}${manner.dryRun ? '?dryRun=All' : ''}`,
      timeout,
      body: { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { resourceVersion, uid } }
    });
  } catch (error) {
    if (!isRefusal(error, 404)) throw error;
  }
  return undefined;
};

/**
 * Does one write. Gives the object as the server has it then; undefined where it was deleted.
 *
 * Rejects as the client does.
 */
export const execute = (
  client: Client,
  action: Action,
  manner: Manner = { dryRun: false }
): Promise<KubeObject | undefined> => {
  switch (action.verb) {
    case 'apply':
      return apply(client, action, manner);
    case 'status':
      return patchStatus(client, action, manner);
    case 'delete':
      return remove(client, action, manner);
  }
};
