import type { Caller } from '../model/Edge.js';
import { canonical } from '../model/Labels.js';

/** What makes two callers the same one. */
export const callerKey = (caller: Caller): string =>
  JSON.stringify([
    caller._tag,
    caller.namespace,
    caller._tag === 'Named' ? caller.name : canonical(caller.labels)
  ]);
