import { freshness } from '../incremental/freshness.js';
import type { Cell } from '../incremental/Recorder.js';
import { isSameTime, touchedBetween } from '../incremental/Touched.js';
import type { Index } from '../indexing/Index.js';
import { cellsOf } from './Memory.js';
import type { Grounds } from './Resolution.js';
import { isSameRegistry, newWorld, worldAfter } from './World.js';
import type { World } from './World.js';

/** What a resolution takes over from the one before. */
export interface CarriedOver {
  readonly world: World;
  /** Whether an outcome still stands, as far as it depends on anything but its fence and its edges. */
  readonly stands: (cell: Cell<unknown>) => boolean;
}

/** What stands after a change. Nothing does where there was nothing before, or where what all scopes share has changed. */
export const carriedOver = (before: Grounds | undefined, index: Index): CarriedOver => {
  const renewed = before === undefined ? undefined : worldAfter(before.world, before.index, index);
  if (before === undefined || renewed === undefined) return { world: newWorld(index), stands: () => false };
  const { index: earlier, places, world } = before;
  if (isSameRegistry(earlier, index) && isSameTime(earlier, index)) return { world, stands: () => true };
  const { isFresh, isWanted } = freshness(touchedBetween(earlier, index), cellsOf(world.memory));
  for (const { outcomes } of places.values()) for (const { cell } of outcomes) isFresh(cell);
  return { world: renewed(isWanted), stands: isFresh };
};
