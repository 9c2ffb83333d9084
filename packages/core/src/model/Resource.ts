import type { JsonObject } from './Json.js';

/**
 * What a resource is for: the routes of fallback traffic, the logging of calls, the global-sidecar, the controller, the
 * kinds that users write.
 */
export type Part = 'definitions' | 'fallback' | 'access-log' | 'global-sidecar' | 'controller';

/**
 * A Kubernetes object of meshfence's own as it shall be, but for fences, statuses and the Sidecars of fences.
 *
 * `namespace` is empty for what has none; `object` is the whole object, its `apiVersion` and `metadata` included.
 */
export interface Resource {
  readonly part: Part;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly object: JsonObject;
}

/** `kind/namespace/name`, which identifies a resource among all others. */
export const resourceKey = ({ kind, namespace, name }: Resource): string => `${kind}/${namespace}/${name}`;
