import type { JsonObject } from '@meshfence/core';

export type Metadata = JsonObject & {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly finalizers?: ReadonlyArray<string>;
  readonly deletionTimestamp?: string;
  readonly ownerReferences?: ReadonlyArray<JsonObject>;
};

/** Any object of the API. */
export type KubeObject = JsonObject & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
};

/** An object without some of its fields. */
export const without = <A extends JsonObject>(object: A, ...fields: ReadonlyArray<string>): A =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !fields.includes(name))) as A;

/** An object with other metadata. */
export const withMetadata = (object: KubeObject, metadata: JsonObject): KubeObject => ({
  ...object,
  metadata: { ...object.metadata, ...metadata }
});
