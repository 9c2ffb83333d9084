import type { Json, JsonObject } from '@meshfence/core';
import { isDeepStrictEqual } from 'node:util';
import type { Question } from '../../../src/client/Client.js';
import { Refusal } from '../../../src/client/Refusal.js';

const versionIn = (object: JsonObject): Json | undefined =>
  (object['metadata'] as JsonObject)['resourceVersion'];

/** An API server that has one lease, or none: each write needs the version that is there, and makes another one. */
export class LeaseServer {
  lease: JsonObject | undefined;
  private version = 0;

  answer({ body, method = 'GET' }: Question): JsonObject {
    if (method === 'GET') return this.get();
    const object = body as JsonObject;
    const isNew = method === 'POST';
    if (isNew !== (this.lease === undefined)) throw new Refusal(409, 'Conflict', 'it is not as you think');
    if (!isNew && versionIn(object) !== String(this.version)) throw new Refusal(409, 'Conflict', 'too late');
    return isDeepStrictEqual(object, this.lease) ? this.get() : this.put(object);
  }

  /** What somebody else writes, or takes away. */
  edit(change: (lease: JsonObject) => JsonObject): void {
    if (this.lease !== undefined) this.put(change(this.lease));
  }

  remove(): void {
    this.lease = undefined;
  }

  put(object: JsonObject): JsonObject {
    this.version += 1;
    this.lease = {
      ...object,
      metadata: { ...(object['metadata'] as JsonObject), resourceVersion: String(this.version) }
    };
    return this.lease;
  }

  private get(): JsonObject {
    if (this.lease === undefined) throw new Refusal(404, 'NotFound', 'leases "meshfence" not found');
    return this.lease;
  }
}
