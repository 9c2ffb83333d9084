import * as Instant from '../model/Instant.js';

/** `3d`, `2h`, `5m`, `10s`: how long something took, in the largest unit of which it has one. */
const coarsely = (duration: Instant.Duration): string =>
  /^\d+[a-z]+/.exec(Instant.showDuration(Math.floor(duration / Instant.second) * Instant.second))?.[0] ??
  '0s';

/** An instant, and how long ago that is where the time is known: `2026-03-07T12:00:00Z (5m ago)`. */
export const moment = (at: Instant.Instant, now: Instant.Instant | undefined): string =>
  now === undefined || now < at ? Instant.show(at) : `${Instant.show(at)} (${coarsely(now - at)} ago)`;
