import { compile, keyOf, toSidecarObject } from '@meshfence/core';
import type { DesiredSidecar, Labels, Mesh, Plan, Sidecar } from '@meshfence/core';
import { validateSidecar } from '../istio/validateSidecar.js';
import { firstOf } from './Violation.js';
import type { Violation } from './Violation.js';

const managedBy = 'app.kubernetes.io/managed-by';

/** Ours, or Slime's, which are adopted. */
const isUsersOwn = ({ meta }: Sidecar): boolean =>
  meta.labels[managedBy] !== 'meshfence' && !meta.ownerReferences.some(({ kind }) => kind === 'ServiceFence');

const carries = (labels: Labels.Labels, selector: Labels.Labels): boolean =>
  Object.entries(selector).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);

/** Whether a workload carries both: any workload of the narrower selector, or a pod that is there. */
const meet = ({ pods }: Mesh, namespace: string, a: Labels.Labels, b: Labels.Labels): boolean =>
  carries(a, b) ||
  carries(b, a) ||
  pods.some(({ meta }) => meta.namespace === namespace && carries(meta.labels, a) && carries(meta.labels, b));

const accepted = (sidecar: DesiredSidecar): Violation => {
  const reasons = validateSidecar(toSidecarObject(sidecar));
  return reasons.length === 0
    ? undefined
    : `Sidecar ${keyOf(sidecar)} would be rejected: ${reasons.join('; ')}`;
};

const selective = (sidecar: DesiredSidecar): Violation =>
  Object.keys(sidecar.selector).length === 0
    ? `Sidecar ${keyOf(sidecar)} selects a whole namespace`
    : undefined;

const alone =
  (mesh: Mesh, { sidecars }: Plan) =>
  (sidecar: DesiredSidecar): Violation => {
    const rival = sidecars.find(
      other =>
        other !== sidecar &&
        other.namespace === sidecar.namespace &&
        (other.name === sidecar.name || meet(mesh, sidecar.namespace, other.selector, sidecar.selector))
    );
    return rival && `Sidecars ${keyOf(sidecar)} and ${keyOf(rival)} select one workload`;
  };

const respectful =
  (mesh: Mesh) =>
  (sidecar: DesiredSidecar): Violation => {
    const own = mesh.sidecars.find(
      each =>
        isUsersOwn(each) &&
        each.meta.namespace === sidecar.namespace &&
        (each.meta.name === sidecar.name ||
          (each.selector !== undefined && meet(mesh, sidecar.namespace, each.selector, sidecar.selector)))
    );
    return own && `Sidecar ${keyOf(sidecar)} stands over the user's own ${keyOf(own.meta)}`;
  };

/**
 * Law 3: Istio takes every emitted Sidecar; none selects a whole namespace, no two select one workload, and none
 * stands over a user's own.
 */
export const validEmission = (mesh: Mesh): Violation => {
  const plan = compile(mesh).value;
  const checks = [accepted, selective, alone(mesh, plan), respectful(mesh)];
  return firstOf(plan.sidecars, sidecar => firstOf(checks, check => check(sidecar)));
};
