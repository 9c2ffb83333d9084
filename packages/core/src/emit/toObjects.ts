import { isAutomatic } from '../model/Fence.js';
import type { Fence } from '../model/Fence.js';
import type { JsonObject } from '../model/Json.js';
import { keyOf } from '../model/Meta.js';
import type { DesiredSidecar, Plan } from '../model/Plan.js';
import { encodeFence } from './encode/encodeFence.js';
import * as Fields from './encode/Fields.js';

/** What to write of a plan. */
export interface ObjectOptions {
  /** Every fence with its status, not only the automatic ones that a controller would create. */
  readonly statuses?: boolean | undefined;
}

const owner = (sidecar: DesiredSidecar): JsonObject | undefined =>
  sidecar.owner === undefined
    ? undefined
    : {
        apiVersion: sidecar.owner.apiVersion,
        blockOwnerDeletion: true,
        controller: true,
        kind: sidecar.owner.kind,
        name: sidecar.owner.name,
        uid: sidecar.owner.uid
      };

/** A desired Sidecar as a Kubernetes object. */
export const toSidecarObject = (sidecar: DesiredSidecar): JsonObject => {
  const controlledBy = owner(sidecar);
  return {
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'Sidecar',
    metadata: Fields.filled({
      labels: sidecar.labels,
      name: sidecar.name,
      namespace: sidecar.namespace,
      ownerReferences: controlledBy === undefined ? undefined : [controlledBy]
    }),
    spec: {
      egress: [{ hosts: sidecar.egressHosts }],
      workloadSelector: { labels: sidecar.selector }
    }
  };
};

const withStatus = (plan: Plan, fences: ReadonlyArray<Fence>): ReadonlyArray<JsonObject> => {
  const statuses = new Map(plan.statuses.map(each => [keyOf(each), each.status]));
  return fences.map(fence =>
    encodeFence({ ...fence, status: statuses.get(keyOf(fence.meta)) ?? fence.status })
  );
};

/** The objects of a plan, in one order: fences, Sidecars, each by namespace and name; then resources by kind. */
export const toObjects = (plan: Plan, { statuses = false }: ObjectOptions = {}): ReadonlyArray<JsonObject> =>
  [
    ...withStatus(plan, statuses ? plan.fences : plan.fences.filter(isAutomatic)),
    ...plan.sidecars.map(toSidecarObject),
    ...plan.resources.map(({ object }) => object)
  ].map(Fields.orderedObject);
