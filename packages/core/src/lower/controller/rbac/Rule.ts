import type { JsonObject } from '../../../model/Json.js';

/** What may be done with which resources, as Kubernetes' RBAC has it. */
export interface Rule {
  readonly apiGroups: ReadonlyArray<string>;
  readonly resources: ReadonlyArray<string>;
  readonly verbs: ReadonlyArray<string>;
  readonly resourceNames?: ReadonlyArray<string>;
}

/** Rules, and the namespace in which they hold; undefined where they hold in all of them. */
export interface Grant {
  readonly namespace: string | undefined;
  readonly rules: ReadonlyArray<Rule>;
}

/** To know what is there, and what becomes of it. */
export const watch = ['list', 'watch'];

/** To make, mend and remove objects: server-side apply is a patch, and a create where there was nothing. */
export const write = ['create', 'delete', 'patch'];

/** To say a status anew, and nothing else of the object. */
export const state = ['patch'];

/** To say something anew as a whole, if it is still what it was: who leads. */
export const replace = ['update'];

/** A rule for resources of one group. */
export const rule = (
  group: string,
  resources: ReadonlyArray<string>,
  verbs: ReadonlyArray<string>,
  resourceNames?: ReadonlyArray<string>
): Rule => ({
  apiGroups: [group],
  resources,
  verbs,
  ...(resourceNames === undefined ? {} : { resourceNames })
});

/** A rule as an object. */
export const toObject = (each: Rule): JsonObject => ({ ...each });
