import type { Labels } from './Labels.js';
import type { Reason } from './Reason.js';

/**
 * One host of a scope.
 *
 * `host` is the name that reasons speak of (`details.default.svc.cluster.local`, `*.example.com`, or `shop/*`);
 * `egress` is how the Sidecar names it, in Istio's `namespace/host` form: one entry, or one per namespace that
 * defines the host when `egressHosts: exact` is set.
 */
export interface ScopeHost {
  readonly host: string;
  readonly egress: ReadonlyArray<string>;
  readonly reasons: ReadonlyArray<Reason>;
}

/** Why a fence yields no Sidecar; the code of the diagnostic that says so to the user, or `disabled`. */
export type Refusal =
  | 'disabled'
  | 'selector-empty'
  | 'selector-invalid'
  | 'service-missing'
  | 'service-external'
  | 'global-sidecar-fenced'
  | 'selector-overlap'
  | 'sidecar-foreign'
  | 'sidecar-name-taken';

/**
 * The hosts that a fenced workload's proxy gets configuration for, each with its reasons.
 *
 * `hosts` are sorted, the system's own last. `selector` is what the fence selects; `refusal` is undefined where the
 * scope becomes a Sidecar.
 */
export interface Scope {
  readonly namespace: string;
  readonly name: string;
  readonly automatic: boolean;
  readonly selector: Labels;
  readonly hosts: ReadonlyArray<ScopeHost>;
  readonly refusal: Refusal | undefined;
}
