import type { Instant } from './Instant.js';
import type { Labels } from './Labels.js';

/**
 * Why a host is in a scope.
 *
 * The reasons with `from` are derived: they hold because that other host is in the scope, for reasons of its own.
 */
export type Reason =
  | { readonly kind: 'static'; readonly entry: string }
  | { readonly kind: 'namespace'; readonly entry: string }
  | { readonly kind: 'label'; readonly selector: Labels; readonly service: string }
  | { readonly kind: 'stable-host'; readonly entry: string }
  | {
      readonly kind: 'edge';
      readonly destination: string;
      readonly sources: ReadonlyArray<string>;
      readonly firstSeen: Instant | undefined;
      readonly lastSeen: Instant | undefined;
      readonly count: string | undefined;
      readonly state: 'ACTIVE' | 'EXPIREWAIT';
    }
  | {
      readonly kind: 'virtual-service';
      readonly from: string;
      readonly virtualService: string;
      readonly delegate: string | undefined;
    }
  | { readonly kind: 'external-name'; readonly from: string; readonly service: string }
  | { readonly kind: 'alias'; readonly from: string; readonly pattern: string; readonly template: string }
  | { readonly kind: 'service-entry'; readonly from: string; readonly serviceEntry: string }
  | { readonly kind: 'short-name'; readonly from: string }
  | { readonly kind: 'dispatch'; readonly rule: string }
  | { readonly kind: 'system'; readonly part: 'istio' | 'meshfence' | 'global-sidecar' };

export type DerivedReason = Extract<Reason, { readonly from: string }>;

export const isDerived = (reason: Reason): reason is DerivedReason => 'from' in reason;
