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

/** The first and the last instant of the years that RFC 3339 can say: nobody would read another back. */
const [first, last]: readonly [Instant, Instant] = [-62_167_219_200_000, 253_402_300_799_999];

/** RFC 3339; undefined stays undefined. */
export const ofInstant = (at: Instant | undefined): string | undefined =>
  at === undefined ? undefined : show(Math.min(last, Math.max(first, at)));
