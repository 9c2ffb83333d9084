import type { Answer, Asked } from './Asked.js';
import { apply } from './apply.js';
import { entryOf } from './commit.js';
import { list } from './list.js';
import type { Snapshots } from './list.js';
import { inVersion } from './present.js';
import { Refused } from './Refused.js';
import { remove } from './remove.js';
import type { Store } from './Store.js';
import { create, mergePatch, update } from './write.js';

const methodNotAllowed = (): Refused =>
  new Refused(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});

const patch = (store: Store, asked: Asked): Answer => {
  switch (asked.contentType) {
    case 'application/apply-patch+yaml':
      return apply(store, asked);
    case 'application/merge-patch+json':
      return mergePatch(store, asked);
    default:
      throw new Refused(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
  }
};

const ofCollection = (store: Store, snapshots: Snapshots, asked: Asked): Answer => {
  switch (asked.method) {
    case 'GET':
      return list(store, snapshots, asked);
    case 'POST':
      return create(store, asked);
    default:
      throw methodNotAllowed();
  }
};

const ofObject = (store: Store, asked: Asked): Answer => {
  switch (asked.method) {
    case 'GET':
      return { code: 200, body: inVersion(entryOf(store, asked).object, asked.target.apiVersion) };
    case 'PUT':
      return update(store, asked);
    case 'PATCH':
      return patch(store, asked);
    case 'DELETE':
      return remove(store, asked);
    default:
      throw methodNotAllowed();
  }
};

/** What a request that is no watch does, and its answer; or `Refused` is thrown. */
export const answer = (store: Store, snapshots: Snapshots, asked: Asked): Answer =>
  asked.target.name === undefined ? ofCollection(store, snapshots, asked) : ofObject(store, asked);
