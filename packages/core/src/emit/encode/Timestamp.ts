import { second, show } from '../../model/Instant.js';
import type { Duration, Instant } from '../../model/Instant.js';
import type { JsonObject } from '../../model/Json.js';

const nanosPerMillisecond = 1_000_000;

/** Seconds and nanoseconds, as protobuf writes a duration or an instant; no fraction, no `nanos`. */
export const ofSeconds = (time: Duration): JsonObject => {
  const seconds = Math.floor(time / second);
  const nanos = Math.round((time - seconds * second) * nanosPerMillisecond);
  return nanos === 0 ? { seconds } : { seconds, nanos };
};

/** RFC 3339; undefined stays undefined. */
export const ofInstant = (at: Instant | undefined): string | undefined =>
  at === undefined ? undefined : show(at);
