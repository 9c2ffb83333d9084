import { isEqual } from '../equal.js';
import { isAutomatic } from '../model/Fence.js';
import { none } from '../model/Labels.js';
import { keyOf } from '../model/Meta.js';
import type { Scope } from '../model/Scope.js';
import type { Fenced } from './attribution.js';
import type { Resolved } from './resolveFence.js';
import type { Refusals } from './settle.js';

/** The scope of a fence, as it has been settled and resolved; the very one before where that said the same. */
export const toScope = (
  { fence, selected }: Fenced,
  refusals: Refusals,
  hosts: Resolved['hosts'],
  before?: Scope
): Scope => {
  const selector = selected._tag === 'Labels' ? selected.labels : none;
  const refusal = refusals.get(keyOf(fence.meta));
  return before?.hosts === hosts && before.refusal === refusal && isEqual(before.selector, selector)
    ? before
    : {
        namespace: fence.meta.namespace,
        name: fence.meta.name,
        automatic: isAutomatic(fence),
        selector,
        hosts,
        refusal
      };
};
