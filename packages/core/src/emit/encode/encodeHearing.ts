import type { Hearing, Unlearned } from '../../model/Hearing.js';
import type { JsonObject } from '../../model/Json.js';
import { encodeCaller } from './encodeCaller.js';
import * as Fields from './Fields.js';
import * as Timestamp from './Timestamp.js';

const encodeUnlearned = ({ why, to, count, lastSeen }: Unlearned): JsonObject =>
  Fields.defined({ why, to, count, lastSeen: Timestamp.ofInstant(lastSeen) });

/** A hearing of an EdgeList. */
export const encodeHearing = ({ source, caller, lastHeard, unlearned }: Hearing): JsonObject =>
  Fields.filled({
    source,
    from: encodeCaller(caller),
    lastHeard: Timestamp.ofInstant(lastHeard),
    unlearned: unlearned.map(encodeUnlearned)
  });
