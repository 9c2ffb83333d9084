import type { JsonObject } from '../../../src/model/Json.js';
import { edges } from './objects.js';

/** A call to nobody, which is not learned: it shows that the source `s` hears a workload, from an instant until another. */
export const heard = (key: string, firstSeen: string, lastSeen: string): JsonObject =>
  edges([{ from: key, to: 'unknown', evidence: [{ source: 's', firstSeen, lastSeen }] }]);
