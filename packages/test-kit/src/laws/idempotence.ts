import { compile } from '@meshfence/core';
import type { Mesh, Plan } from '@meshfence/core';
import { difference } from './difference.js';
import { applied } from './feedback.js';
import type { Violation } from './Violation.js';

/** What is written: fences without the statuses that they had, their new statuses, and Sidecars. */
const written = ({ fences, statuses, sidecars, scopes }: Plan) => ({
  fences: fences.map(({ status: _before, ...fence }) => fence),
  statuses,
  sidecars,
  scopes
});

/** Law 7: a plan that has been applied gives itself again, so that nobody writes for ever. */
export const idempotent = (mesh: Mesh): Violation => {
  const first = compile(mesh).value;
  const second = compile(applied(mesh, first)).value;
  return (
    difference(written(second), written(first), 'second plan') ??
    (second.obsolete.length === 0 ? undefined : 'a fence is still obsolete after it has been removed')
  );
};
