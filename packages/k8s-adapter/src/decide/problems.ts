import type { Labels } from '@meshfence/core';
import type { Action } from '../apply/Action.js';
import { isFieldConflict, isRefusal } from '../client/Refusal.js';
import type { Refusal } from '../client/Refusal.js';
import type { Problem } from '../report/Problem.js';

/** The managers that stand in the way, in the server's words: `conflict with "kubectl-edit" using ..`. */
const others = ({ causes }: Refusal): string =>
  [...new Set(causes.flatMap(({ message = '' }) => /conflict with "([^"]+)"/.exec(message)?.[1] ?? []))].join(
    ', '
  );

const fieldsOf = ({ causes }: Refusal): string =>
  [...new Set(causes.flatMap(({ field }) => (field === undefined ? [] : [field])))].join(', ');

const whatOf = ({ target: { kind, name, namespace } }: Action): string => `${kind} ${namespace}/${name}`;

/** What a refusal means for users; undefined where asking again is all that it takes. */
export const problemOf = (action: Action, error: unknown): Problem | undefined => {
  if (isFieldConflict(error))
    return {
      reason: 'FieldConflict',
      message:
        `${whatOf(action)} is not changed: ${others(error)} owns ${fieldsOf(error)}. ` +
        'Delete the object to have it made again, or take these fields out of it to give them back.'
    };
  // What goes with its namespace needs no remedy.
  if (isRefusal(error, 403) && error.causes.some(({ reason }) => reason === 'NamespaceTerminating'))
    return undefined;
  if (isRefusal(error, 403))
    return { reason: 'Forbidden', message: `${error.message}. Apply what "meshfence install" prints again.` };
  if (isRefusal(error, 400, 405, 422))
    return { reason: 'Refused', message: `The API server refuses ${whatOf(action)}: ${error.message}` };
  return undefined;
};

/** What it means that others have added labels to the selector of a fence's Sidecar; undefined where they have not. */
export const selectorProblem = (
  key: string,
  added: Labels.Labels,
  managers: Readonly<Record<string, string>>
): Problem | undefined => {
  const labels = Object.entries(added);
  if (labels.length === 0) return undefined;
  const who = [...new Set(labels.map(([label]) => managers[label] ?? 'somebody'))].join(', ');
  return {
    reason: 'SelectorChanged',
    message:
      `Sidecar ${key} selects fewer pods than its fence: ${who} has added ` +
      `${labels.map(([label, value]) => `${label}=${value}`).join(', ')} to its workloadSelector. ` +
      'Take that out, or delete the object to have it made again.'
  };
};
