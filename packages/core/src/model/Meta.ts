import { byText } from '../order.js';
import type { Labels } from './Labels.js';
import type { Origin } from './Origin.js';

/** The owner of an object, as Kubernetes writes it. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** What every object of a mesh carries beside its spec. `uid` is absent until an API server has given one. */
export interface Meta {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly uid: string | undefined;
  readonly ownerReferences: ReadonlyArray<OwnerReference>;
  readonly origin: Origin;
}

/** `namespace/name`, which identifies an object among those of its kind. */
export type Key = string;

export const keyOf = (meta: { readonly namespace: string; readonly name: string }): Key =>
  `${meta.namespace}/${meta.name}`;

/** The order of keys, byte by byte. Objects of one namespace, which are most, are compared without making keys. */
export const byKey = (
  a: { readonly namespace: string; readonly name: string },
  b: { readonly namespace: string; readonly name: string }
): number => (a.namespace === b.namespace ? byText(a.name, b.name) : byText(keyOf(a), keyOf(b)));

/** The label on everything that meshfence makes. */
export const managedBy = { key: 'app.kubernetes.io/managed-by', value: 'meshfence' } as const;

/** Whether meshfence made an object, by its label. */
export const isManaged = ({ labels }: { readonly labels: Labels }): boolean =>
  labels[managedBy.key] === managedBy.value;
