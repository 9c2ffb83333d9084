import type { JsonObject, Labels } from '@meshfence/core';
import type { Live } from '../observe/Live.js';

/** Which object an action is about. */
export interface Target {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/**
 * One write.
 *
 * `live` is the object that it was decided on; undefined where there is none yet. `adopt` are the labels that a
 * Sidecar of Slime's selects, where all of its fields are to become ours.
 */
export type Action =
  | {
      readonly verb: 'apply';
      readonly target: Target;
      readonly object: JsonObject;
      readonly live: Live | undefined;
      readonly adopt: Labels.Labels | undefined;
    }
  | { readonly verb: 'status'; readonly target: Target; readonly status: JsonObject; readonly live: Live }
  | { readonly verb: 'delete'; readonly target: Target; readonly live: Live };

/** An action in a few words, for logs and messages. */
export const describe = ({ target: { kind, name, namespace }, verb }: Action): string =>
  `${verb} ${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
