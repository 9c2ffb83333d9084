import { compile } from '@meshfence/core';
import type { Mesh, Plan } from '@meshfence/core';
import { difference } from './difference.js';
import { applied, stored } from './feedback.js';
import type { Violation } from './Violation.js';

/** What is written: fences without the statuses that they had, their new statuses, Sidecars and resources. */
const written = ({ fences, statuses, sidecars, scopes, resources }: Plan) => ({
  fences: fences.map(({ status: _before, ...fence }) => fence),
  statuses,
  sidecars,
  scopes,
  resources
});

/**
 * Law 7: a plan that has been applied gives itself again, so that nobody writes for ever.
 *
 * The first plan may bring Services of its own, whose names a fence may have waited for; from then on all stays as it is.
 */
export const idempotent = (mesh: Mesh): Violation => {
  const bare = compile(mesh).value;
  const settled = stored(mesh, bare);
  const first = compile(settled).value;
  const second = compile(applied(settled, first)).value;
  return (
    difference(first.resources, bare.resources, 'resources of the first plan') ??
    difference(written(second), written(first), 'second plan') ??
    (second.obsolete.length === 0 ? undefined : 'a fence is still obsolete after it has been removed')
  );
};
