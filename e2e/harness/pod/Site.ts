import type { Objects } from '../api/objects.js';

/** Where pods are made: what they need to know of their mesh. */
export interface Site {
  readonly id: string;
  readonly logs: string;
  readonly objects: Objects;
  /** istiod, unless there is none. */
  readonly xds: { readonly address: string; readonly port: number } | undefined;
}
