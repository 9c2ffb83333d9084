import type { Meta } from './Meta.js';

/** A running Pod: evidence of which labels and addresses a workload really has. */
export interface Pod {
  readonly meta: Meta;
  readonly addresses: ReadonlyArray<string>;
  readonly hostNetwork: boolean;
  readonly phase: string | undefined;
}

/** The endpoints of one Service (by the label `kubernetes.io/service-name`), from an EndpointSlice or Endpoints. */
export interface EndpointSlice {
  readonly meta: Meta;
  readonly service: string;
  readonly addresses: ReadonlyArray<string>;
}
