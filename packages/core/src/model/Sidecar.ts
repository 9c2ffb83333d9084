import type { Labels } from './Labels.js';
import type { Meta } from './Meta.js';

/**
 * An Istio Sidecar that is there already, the user's or ours.
 *
 * `selector` is undefined where the Sidecar has none (the namespace's default); an empty one matches every workload.
 */
export interface Sidecar {
  readonly meta: Meta;
  readonly selector: Labels | undefined;
  readonly egressHosts: ReadonlyArray<string>;
}
