import type { Caller } from './Edge.js';
import { canonical } from './Labels.js';

/** What callers are told apart by. */
export const callerParts = (caller: Caller): ReadonlyArray<string> => [
  caller._tag,
  caller.namespace,
  caller._tag === 'Named' ? caller.name : canonical(caller.labels)
];

/** What makes two callers the same one. */
export const callerKey = (caller: Caller): string => JSON.stringify(callerParts(caller));
