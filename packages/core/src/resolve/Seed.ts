import type { DomainState } from '../model/Fence.js';
import type { Host } from '../model/Host.js';
import type { Reason } from '../model/Reason.js';
import type { Closure } from './Expander.js';

/**
 * A host that is in a scope for a reason of its own, not because of another host.
 *
 * `form` says what the host stands for; `inStatus` whether the fence's status lists it. A seed that has expired is in
 * the status only.
 */
export interface Seed {
  readonly host: Host;
  readonly form: SeedForm;
  readonly reason: Reason;
  readonly state: DomainState;
  readonly inStatus: boolean;
}

export type SeedForm =
  | { readonly _tag: 'Host' }
  | { readonly _tag: 'Namespace'; readonly namespace: string }
  | { readonly _tag: 'Qualified'; readonly namespace: string }
  | { readonly _tag: 'Everything' };

export const plain: SeedForm = { _tag: 'Host' };

/** A seed with everything that follows from it. */
export interface Grown {
  readonly seed: Seed;
  readonly closure: Closure;
}
