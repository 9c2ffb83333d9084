import type { Json, JsonObject } from '@meshfence/core';

/** Which fields a manager owns: `f:NAME` and what is in it, down to the leaves. */
export interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly fieldsV1?: JsonObject;
}

/** The metadata of a live object, as far as it is used. */
export interface LiveMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: ReadonlyArray<JsonObject>;
  readonly managedFields?: ReadonlyArray<ManagedFields>;
}

/** An object as an API server sends it. Items of lists have neither `apiVersion` nor `kind`. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: LiveMeta;
  readonly spec?: JsonObject;
  readonly status?: JsonObject;
  readonly [field: string]: Json | LiveMeta | undefined;
}

/** `namespace/name`; with nothing before the slash where the kind has no namespaces. */
export const liveKey = ({ metadata: { name, namespace = '' } }: { readonly metadata: LiveMeta }): string =>
  `${namespace}/${name}`;

/**
 * Whether a version of an object is older than another one.
 *
 * Resource versions are numbers that grow, which Kubernetes promises since 1.35 and has always kept; where one is no number,
 * nothing is known, and what came last counts.
 */
export const isOlder = (version: string | undefined, than: string | undefined): boolean => {
  if (version === undefined || than === undefined || !/^\d+$/.test(version) || !/^\d+$/.test(than))
    return false;
  return version.length === than.length ? version < than : version.length < than.length;
};
