import type { Index } from '../indexing/Index.js';
import * as Labels from '../model/Labels.js';
import { isManaged, keyOf } from '../model/Meta.js';
import type { Sidecar } from '../model/Sidecar.js';
import { by } from '../order.js';
import type { Candidate } from './overlaps.js';

/** Whether a Sidecar is ours: made by meshfence, or by Slime for a fence. */
export const isOurs = ({ meta }: Sidecar): boolean =>
  isManaged(meta) ||
  meta.ownerReferences.some(
    ({ kind, apiVersion }) => kind === 'ServiceFence' && apiVersion.startsWith('microservice.slime.io/')
  );

/** A user's own Sidecar that bears on a fence, and how. */
export type Foreign =
  | { readonly _tag: 'SameName'; readonly sidecar: Sidecar }
  | { readonly _tag: 'SameWorkload'; readonly sidecar: Sidecar }
  | { readonly _tag: 'Default'; readonly sidecar: Sidecar };

/** Whether some pod carries both sets of labels: one that runs, or any pod of the narrower selector. */
const meets = (index: Index, namespace: string, a: Labels.Labels, b: Labels.Labels): boolean =>
  Labels.isSubset(a, b) ||
  Labels.isSubset(b, a) ||
  index
    .podsOf(namespace)
    .some(({ meta }) => Labels.isSubset(a, meta.labels) && Labels.isSubset(b, meta.labels));

/** Finds the user's own Sidecar that bears on a fence of a namespace. An empty selector selects every workload, as in Istio. */
export const foreignSidecars = (
  index: Index,
  namespace: string
): ((candidate: Candidate) => Foreign | undefined) => {
  const sidecars = index
    .sidecarsOf(namespace)
    .filter(sidecar => !isOurs(sidecar))
    .toSorted(by(({ meta }) => keyOf(meta)));
  return ({ fence, labels }) => {
    const { name } = fence.meta;
    const selecting = sidecars.find(
      ({ selector }) =>
        selector !== undefined && (Labels.isEmpty(selector) || meets(index, namespace, selector, labels))
    );
    if (selecting !== undefined) return { _tag: 'SameWorkload', sidecar: selecting };
    const named = sidecars.find(({ meta }) => meta.name === name);
    if (named !== undefined) return { _tag: 'SameName', sidecar: named };
    const standard = sidecars.find(({ selector }) => selector === undefined);
    return standard === undefined ? undefined : { _tag: 'Default', sidecar: standard };
  };
};
