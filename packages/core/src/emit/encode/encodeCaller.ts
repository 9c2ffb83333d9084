import type { Caller } from '../../model/Edge.js';
import type { Json } from '../../model/Json.js';
import * as Fields from './Fields.js';

/** `namespace/name`, or `{namespace, labels}`. */
export const encodeCaller = (caller: Caller): Json =>
  caller._tag === 'Named'
    ? `${caller.namespace}/${caller.name}`
    : { namespace: caller.namespace, labels: Fields.orderedObject(caller.labels) };
