import type { JsonObject } from '../model/Json.js';
import type { Meta } from '../model/Meta.js';
import type { Origin } from '../model/Origin.js';

/** One Kubernetes object as it was read: its kind, its name, all of its fields. */
export interface Document {
  readonly apiVersion: string;
  readonly kind: string;
  readonly meta: Meta;
  readonly object: JsonObject;
  readonly origin: Origin;
}
