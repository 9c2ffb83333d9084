import type { DomainState, Strategy } from '../../model/Fence.js';
import { coarse, longest, stateAfter } from './Clock.js';
import type { Clock } from './Clock.js';
import type { Sighted } from './Sighted.js';

/**
 * The state of a static host by its strategy.
 *
 * `RecentlyCalled` is the user's own word, so plain time counts from there; from a sighting only the time counts in
 * which somebody was watching. Where both are known, both must have run out; where neither is, the host stays. A sighting
 * elsewhere may be one of another host: it keeps this one, and is no beginning of its end.
 */
export const strategyState = (
  strategy: Strategy,
  { elsewhere, own }: Sighted,
  clock: Clock | undefined
): DomainState => {
  if (clock === undefined || strategy._tag === 'Stable') return 'ACTIVE';
  if (strategy._tag === 'Deadline') return clock.now >= strategy.at ? 'EXPIRE' : 'ACTIVE';
  const { after, recentlyCalled } = strategy;
  const called =
    recentlyCalled === undefined ? [] : [stateAfter(clock.now - coarse(recentlyCalled, after), after)];
  const seen = [own, elsewhere].flatMap(at =>
    at === undefined ? [] : [stateAfter(clock.watch.watchedSince(coarse(at, after)), after)]
  );
  return own === undefined && recentlyCalled === undefined ? 'ACTIVE' : longest([...called, ...seen]);
};
