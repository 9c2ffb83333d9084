import { createdBy, managedBy } from '@meshfence/core';
import { kinds } from '../discovery/kinds.js';
import type { Wanted } from '../discovery/Resource.js';

/** A kind of which objects may be ours, and the query that gives no more than those. */
export interface Removable {
  readonly wanted: Wanted;
  readonly query: Readonly<Record<string, string>>;
}

const labelled = (wanted: Wanted): Removable => ({
  wanted,
  query: { labelSelector: `${managedBy.key}=${managedBy.value}` }
});

/** Every kind that meshfence makes. Slime's Sidecars carry no label: all are looked at. */
export const removable: ReadonlyArray<Removable> = [
  labelled(kinds.Deployment),
  { wanted: kinds.Sidecar, query: {} },
  { wanted: kinds.ServiceFence, query: { labelSelector: `${createdBy.key}=${createdBy.value}` } },
  labelled(kinds.EnvoyFilter),
  labelled(kinds.Telemetry),
  labelled(kinds.DestinationRule),
  labelled(kinds.ServiceEntry),
  labelled(kinds.Service),
  labelled(kinds.PodDisruptionBudget),
  labelled(kinds.ConfigMap),
  labelled(kinds.Lease),
  labelled(kinds.RoleBinding),
  labelled(kinds.ClusterRoleBinding),
  labelled(kinds.Role),
  labelled(kinds.ClusterRole),
  labelled(kinds.ServiceAccount)
];

/** The definitions of the kinds that users write. */
export const definitions: Removable = { wanted: kinds.CustomResourceDefinition, query: {} };
