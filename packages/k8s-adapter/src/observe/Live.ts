import type { Json, JsonObject, Labels } from '@meshfence/core';
import { managedBy } from '@meshfence/core';
import { fingerprint, without } from '../json.js';
import type { KubeObject } from '../watch/KubeObject.js';
import { isApplied, ownerOf, selectedBy } from './Owner.js';
import type { Owner } from './Owner.js';

/** What must be known of an object in order to write it: which one it is, and as of when. */
export interface Live {
  readonly uid: string;
  readonly resourceVersion: string;
  /** Somebody has asked for its deletion, and a finalizer keeps it. */
  readonly deleting: boolean;
}

/** A live fence: its status as far as it has to be compared. */
export interface LiveFence extends Live {
  readonly generation: number | undefined;
  /** The fingerprint of the whole status. */
  readonly status: string;
  readonly conditions: Json;
  /** Parts of the status that are not ours, to be kept: `visitor` and whatever others put there. */
  readonly rest: JsonObject;
}

/** A live Sidecar: whose it is, and a fingerprint of what we would write. */
export interface LiveSidecar extends Live {
  readonly owner: Owner;
  readonly print: string;
  /** Empty where it selects everything. */
  readonly selector: Labels.Labels;
  /** Who else than we has written labels of the selector, by their names. */
  readonly selectedBy: Readonly<Record<string, string>>;
}

/** A live object of another kind, which is compared field by field. */
export interface LiveResource extends Live {
  readonly owner: Owner;
  readonly object: JsonObject;
  /** The fields that we have applied, as `managedFields` has them. */
  readonly applied: JsonObject;
  /** Of a Deployment, how many of its pods can take calls, at least; those that are not as it says now left out. */
  readonly available: number;
}

export const toLive = ({ metadata }: KubeObject): Live => ({
  uid: metadata.uid ?? '',
  resourceVersion: metadata.resourceVersion ?? '',
  deleting: metadata.deletionTimestamp !== undefined
});

const revision = 'istio.io/rev';

/** The fingerprint of a Sidecar as it is written: the labels that are ours, its owners, its spec. */
export const sidecarPrint = (object: JsonObject): string => {
  const { labels = {}, ownerReferences = [] } = object['metadata'] as {
    readonly labels?: JsonObject;
    readonly ownerReferences?: ReadonlyArray<Json>;
  };
  return fingerprint({
    labels: [labels[managedBy.key] ?? '', labels[revision] ?? ''],
    ownerReferences,
    spec: object['spec'] ?? {}
  });
};

/** The labels that a Sidecar selects. */
export const selectorOf = ({ spec }: JsonObject): Labels.Labels => {
  const { workloadSelector } = (spec ?? {}) as {
    readonly workloadSelector?: { readonly labels?: Labels.Labels };
  };
  return workloadSelector?.labels ?? {};
};

export const toLiveSidecar = (object: KubeObject): LiveSidecar => ({
  ...toLive(object),
  owner: ownerOf(object),
  print: sidecarPrint(object as JsonObject),
  selector: selectorOf(object as JsonObject),
  selectedBy: selectedBy(object)
});

const ours = new Set(['domains', 'metricStatus', 'lastSeen', 'lastShrink', 'conditions']);

const restOf = (status: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(status).filter(([field]) => !ours.has(field)));

export const toLiveFence = (object: KubeObject): LiveFence => {
  const status = object.status ?? {};
  return {
    ...toLive(object),
    generation: object.metadata.generation,
    status: fingerprint(status),
    conditions: status['conditions'] ?? [],
    rest: restOf(status)
  };
};

/** Pods of an earlier template, or of another Deployment that was here before, do not count. */
const availableOf = ({ metadata: { generation = 0 }, status = {} }: KubeObject): number => {
  const number = (field: string): number => Number(status[field] ?? 0);
  if (number('observedGeneration') < generation) return 0;
  return Math.max(0, number('availableReplicas') - (number('replicas') - number('updatedReplicas')));
};

/** Without what only the server keeps: who owns which field, and what has become of it. */
export const toLiveResource = (object: KubeObject): LiveResource => {
  const metadata = without(object.metadata, 'managedFields');
  return {
    ...toLive(object),
    owner: ownerOf(object),
    object: { ...without(object, 'status'), metadata } as unknown as JsonObject,
    applied: object.metadata.managedFields?.find(isApplied)?.fieldsV1 ?? {},
    available: availableOf(object)
  };
};
