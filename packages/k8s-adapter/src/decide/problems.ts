import type { Action } from '../apply/Action.js';
import { isFieldConflict, isRefusal } from '../client/Refusal.js';
import type { Refusal } from '../client/Refusal.js';

/** Why what is compiled for a fence is not in the cluster, as its condition says it. */
export interface Problem {
  readonly reason: string;
  readonly message: string;
}

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
