import type { Work } from '../apply/Writer.js';
import type { Log } from '../log/Log.js';
import type { Problem } from '../report/Problem.js';
import type { Deciding } from './Deciding.js';
import { parseKey } from './Key.js';
import { obstacleTo } from './obstacles.js';
import { problemOf } from './problems.js';

/** Work that also tells what is in its way, each once for as long as it lasts: the log, and the SlimeBoot's events. */
export const withObstacles = (work: Work, parts: Deciding, log: Log): Work => {
  const known = new Map<string, string>();

  const announce = (problem: Problem): void =>
    parts.announcer.obstacle(parts.configuration.standing(), problem);

  const look = (key: string): void => {
    if (!parts.compiler.isStarted()) return;
    const obstacle = obstacleTo(parts, key);
    if (known.get(key) === obstacle?.message) return;
    if (obstacle === undefined) return void known.delete(key);
    known.set(key, obstacle.message);
    log.warn(obstacle.message, { reason: obstacle.reason });
    announce(obstacle);
  };

  return {
    ...work,
    decide: key => {
      look(key);
      return work.decide(key);
    },
    // Of fences, it is the fence that hears of it.
    failed: (entry, action, error) => {
      work.failed(entry, action, error);
      const problem = problemOf(action, error);
      if (parseKey(entry.key).of === 'resource' && problem !== undefined) announce(problem);
    }
  };
};
