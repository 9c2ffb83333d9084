import type { JsonObject } from '../model/Json.js';
import type { Meta, OwnerReference } from '../model/Meta.js';
import type { Origin } from '../model/Origin.js';

/** One Kubernetes object as it was read: its kind, its name, all of its fields. */
export interface Document {
  readonly apiVersion: string;
  readonly kind: string;
  readonly meta: Meta;
  readonly object: JsonObject;
  readonly origin: Origin;
}

/** The owner that controls the object, where there is one of the given kind. */
export const ownerOf = (meta: Meta, kind: string): OwnerReference | undefined =>
  meta.ownerReferences.find(owner => owner.kind === kind);
