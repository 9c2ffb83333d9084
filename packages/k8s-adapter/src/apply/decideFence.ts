import { encodeFence, encodeFenceStatus, isAutomatic } from '@meshfence/core';
import type { DesiredSidecar, Fence, FenceStatus, Json, JsonObject } from '@meshfence/core';
import { fingerprint, without } from '../json.js';
import { inForm } from '../discovery/statusForm.js';
import { sidecarPrint } from '../observe/Live.js';
import type { LiveFence, LiveSidecar } from '../observe/Live.js';
import type { Action, Target } from './Action.js';
import { asCompiled, asWritten } from './FenceView.js';
import type { FenceView } from './FenceView.js';
import { storable } from './storable.js';

const fenceTarget = ({ fenceVersion, name, namespace }: FenceView): Target => ({
  apiVersion: fenceVersion,
  kind: 'ServiceFence',
  namespace,
  name
});

const sidecarTarget = ({ name, namespace, sidecarVersion }: FenceView): Target => ({
  apiVersion: sidecarVersion,
  kind: 'Sidecar',
  namespace,
  name
});

/** An automatic fence that is not there yet, without a status: that has a place of its own. */
const creation = (view: FenceView, fence: Fence): ReadonlyArray<Action> => {
  const object = without(encodeFence(fence), 'status');
  const apiVersion = view.fenceVersion;
  return [
    {
      verb: 'apply',
      target: fenceTarget(view),
      object: { ...object, apiVersion },
      live: undefined,
      adopt: undefined
    }
  ];
};

/** What the status shall be as a whole: ours, and what others have put there. */
const wholeStatus = (view: FenceView, live: LiveFence, status: FenceStatus): JsonObject => {
  const conditions = view.conditions(live.conditions);
  const own = storable({ ...encodeFenceStatus(status), ...(isEmpty(conditions) ? {} : { conditions }) });
  return { ...live.rest, ...inForm(view.form, own) };
};

const isEmpty = (value: Json): boolean => Array.isArray(value) && value.length === 0;

const statusChange = (view: FenceView, live: LiveFence): ReadonlyArray<Action> => {
  if (view.status === undefined) return [];
  const status = wholeStatus(view, live, view.status);
  return fingerprint(status) === live.status
    ? []
    : [{ verb: 'status', target: fenceTarget(view), status, live }];
};

/** Whether a live Sidecar may be deleted. One that somebody else applied may be changed where nobody minds, and no more. */
export const isTakeable = (live: LiveSidecar | undefined): live is LiveSidecar =>
  live !== undefined && (live.owner === 'meshfence' || live.owner === 'slime') && !live.deleting;

/** Of one workload there are never two Sidecars: those that are in the way go first. */
const clearance = (view: FenceView): ReadonlyArray<Action> =>
  view.rivals
    .filter(({ live }) => isTakeable(live))
    .map(({ live, name, namespace }) => ({
      verb: 'delete',
      target: { ...sidecarTarget(view), namespace, name },
      live
    }));

const removal = (view: FenceView): ReadonlyArray<Action> =>
  isTakeable(view.liveSidecar)
    ? [{ verb: 'delete', target: sidecarTarget(view), live: view.liveSidecar }]
    : [];

/** Whether a live Sidecar is as it shall be. */
const isAsDesired = (view: FenceView, live: LiveSidecar, object: JsonObject): boolean => {
  const print = sidecarPrint(object);
  return live.print === print || view.isApplied(live, print);
};

const sidecarChange = (view: FenceView, desired: DesiredSidecar): ReadonlyArray<Action> => {
  const { liveSidecar: live } = view;
  if (live?.deleting === true || live?.owner === 'other') return [];
  const object = asWritten(view, desired);
  const adopt = live?.owner === 'slime' ? live.selector : undefined;
  const enough = live?.owner === 'labelled' ? [object, asCompiled(view, desired)] : [object];
  const isEnough = live !== undefined && adopt === undefined;
  if (isEnough && enough.some(each => isAsDesired(view, live, each))) return [];
  return [{ verb: 'apply', target: sidecarTarget(view), object, live, adopt }];
};

/** A Sidecar belongs to the very fence that is there: to one of the same name that has been deleted, it must not. */
const ownsIt = ({ liveFence, sidecar }: FenceView): boolean =>
  sidecar !== undefined && sidecar.owner?.uid === liveFence?.uid;

/**
 * The writes that bring one fence and its Sidecar to what they shall be, in their order; none where nothing differs.
 *
 * The status comes before the Sidecar, so that no crash between them loses what has been learned.
 */
export const decideFence = (view: FenceView): ReadonlyArray<Action> => {
  const { fence, isObsolete, liveFence: live, sidecar } = view;
  if (isObsolete && live !== undefined && !live.deleting)
    return [...removal(view), { verb: 'delete', target: fenceTarget(view), live }];
  // A fence that is there, and that the plan does not know: it is newer than the plan, or another revision's.
  if (fence === undefined) return live === undefined ? removal(view) : [];
  if (live === undefined) return isAutomatic(fence) ? creation(view, fence) : [];
  const status = live.deleting ? [] : statusChange(view, live);
  if (sidecar === undefined) return [...status, ...removal(view)];
  const change = ownsIt(view) && !live.deleting ? sidecarChange(view, sidecar) : [];
  // One that is not ours to delete, or has not gone yet: beside it there is no second one.
  if (view.rivals.some(rival => !isTakeable(rival.live))) return status;
  return change.length === 0 ? status : [...status, ...clearance(view), ...change];
};
