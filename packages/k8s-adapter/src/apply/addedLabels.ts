import type { Labels } from '@meshfence/core';
import { sidecarPrint } from '../observe/Live.js';
import { asWritten } from './FenceView.js';
import type { FenceView } from './FenceView.js';

/**
 * The labels that others have added to the selector of a fence's Sidecar, which is otherwise as we have applied it.
 *
 * They take nothing of ours, so that no write is refused; and yet it selects fewer pods than its fence.
 */
export const addedLabels = (view: FenceView): Labels.Labels => {
  const { liveSidecar: live, sidecar: desired } = view;
  if (live === undefined || live.deleting || desired === undefined) return {};
  const added = Object.entries(live.selector).filter(([label]) => !Object.hasOwn(desired.selector, label));
  const isSettled = (): boolean => view.isApplied(live, sidecarPrint(asWritten(view, desired)));
  return added.length > 0 && isSettled() ? Object.fromEntries(added) : {};
};
