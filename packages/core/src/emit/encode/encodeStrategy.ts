import type { Strategy } from '../../model/Fence.js';
import type { JsonObject } from '../../model/Json.js';
import * as Fields from './Fields.js';
import * as Timestamp from './Timestamp.js';

/** A recycling strategy in the tutorial's form. */
export const encodeStrategy = (strategy: Strategy): JsonObject => {
  switch (strategy._tag) {
    case 'Stable':
      return { stable: {} };
    case 'Deadline':
      return { deadline: { expire: Timestamp.ofSeconds(strategy.at) } };
    case 'Auto':
      return Fields.defined({
        auto: { duration: Timestamp.ofSeconds(strategy.after) },
        RecentlyCalled:
          strategy.recentlyCalled === undefined ? undefined : Timestamp.ofSeconds(strategy.recentlyCalled)
      });
  }
};
