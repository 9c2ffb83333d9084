import type { Clause, EdgeSourceRig } from './EdgeSourceRig.js';
import { failingSink, lateWorld, outage, restart, slowSink } from './living.js';
import { hearing, trouble } from './saying.js';
import { badInput, duplicates, identity, order } from './telling.js';

type Check = (rig: EdgeSourceRig) => Promise<string | undefined>;

const clauses: ReadonlyArray<readonly [name: string, check: Check]> = [
  ['each call is told of its caller, to its destination, with sound evidence', identity],
  ['the order of calls changes nothing', order],
  ['calls that are made again change nothing but evidence', duplicates],
  ['what is no call costs nothing but itself', badInput],
  ['an outage ends the window, and what comes later is told', outage],
  ['a source starts though nothing can be seen yet, and claims nothing', lateWorld],
  ['a stopped source is silent, and goes on when it is started again', restart],
  ['a sink that fails for a while ends nothing', failingSink],
  ['a slow sink gets everything', slowSink],
  ['it can say whom it has heard of, and what it has not learned', hearing],
  ['it says what is wrong as long as it is', trouble]
];

/**
 * What every source of edges must hold to.
 *
 * Each clause makes a rig, and ends it: the source is stopped, and the world closed.
 */
export const edgeSourceConformance = (make: () => Promise<EdgeSourceRig>): ReadonlyArray<Clause> =>
  clauses.map(([name, check]) => ({
    name,
    check: async () => {
      const rig = await make();
      try {
        return await check(rig);
      } finally {
        await rig.source.stop();
        await rig.close();
      }
    }
  }));
