import type { Meta } from './Meta.js';

/** A running Pod: evidence of which labels and addresses a workload really has. */
export interface Pod {
  readonly meta: Meta;
  readonly addresses: ReadonlyArray<string>;
  readonly hostNetwork: boolean;
  readonly phase: string | undefined;
}

/** The name of the Deployment, StatefulSet, .. that a pod belongs to. */
export const workloadOf = ({ meta }: Pod): string => {
  const owner = meta.ownerReferences.find(({ kind }) => kind === 'ReplicaSet') ?? meta.ownerReferences[0];
  return owner === undefined
    ? meta.name
    : owner.kind === 'ReplicaSet'
      ? owner.name.replace(/-[a-z0-9]+$/, '')
      : owner.name;
};

/** The endpoints of one Service (by the label `kubernetes.io/service-name`), from an EndpointSlice or Endpoints. */
export interface EndpointSlice {
  readonly meta: Meta;
  readonly service: string;
  readonly addresses: ReadonlyArray<string>;
}
