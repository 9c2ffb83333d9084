import type { JsonObject } from '@meshfence/core';
import type { Answer, Asked, Target } from './Asked.js';
import { resourceName } from './Definition.js';
import type { KubeObject } from './KubeObject.js';
import { asItem } from './present.js';
import { badRequest, expiredToken } from './Refused.js';
import { selectorOf } from './Selector.js';
import type { Store } from './Store.js';

/** A list that is being read page by page, as it was at its beginning. */
interface Snapshot {
  readonly revision: number;
  readonly objects: ReadonlyArray<KubeObject>;
}

/** Lists that are being read. Forgetting them is what makes continue tokens expire. */
export type Snapshots = Map<string, Snapshot>;

/** The objects that a collection's path means, as they are now. */
export const objectsOf = (store: Store, { definition, namespace }: Target): ReadonlyArray<KubeObject> =>
  store
    .all(definition)
    .map(({ object }) => object)
    .filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace);

const tokenOf = (name: string, start: number): string =>
  Buffer.from(JSON.stringify([name, start])).toString('base64url');

const readToken = (token: string): readonly [string, number] => {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString()) as [string, number];
  } catch {
    throw badRequest(`invalid continue token: ${token}`);
  }
};

const begin = (store: Store, snapshots: Snapshots, { target, query }: Asked): readonly [string, number] => {
  const selects = selectorOf(query);
  const objects = objectsOf(store, target).filter(selects);
  const name = `${resourceName(target.definition)} ${store.revision} ${snapshots.size}`;
  snapshots.set(name, { revision: store.revision, objects });
  return [name, 0];
};

const page = (asked: Asked, objects: ReadonlyArray<KubeObject>, metadata: JsonObject): JsonObject => {
  const { apiVersion, definition } = asked.target;
  const items = objects.map(object => asItem(object, apiVersion, definition.custom));
  return { kind: `${definition.kind}List`, apiVersion, metadata, items };
};

/** A list, or one page of it. */
export const list = (store: Store, snapshots: Snapshots, asked: Asked): Answer => {
  const { query } = asked;
  const token = query.get('continue') ?? '';
  const [name, start] = token === '' ? begin(store, snapshots, asked) : readToken(token);
  const snapshot = snapshots.get(name);
  if (snapshot === undefined) throw expiredToken();
  const { objects, revision } = snapshot;
  const end = start + Number(query.get('limit') ?? 0) || objects.length;
  const left = objects.length - end;
  if (left <= 0) snapshots.delete(name);
  const isSelected = query.has('labelSelector') || query.has('fieldSelector');
  const more = {
    continue: tokenOf(name, end),
    ...(isSelected ? {} : { remainingItemCount: left })
  };
  const metadata = { resourceVersion: String(revision), ...(left > 0 ? more : {}) };
  return { code: 200, body: page(asked, objects.slice(start, end), metadata) };
};
