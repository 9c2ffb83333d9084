import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { isEqual } from '../equal.js';
import { observed } from '../incremental/observed.js';
import type { Cell } from '../incremental/Recorder.js';
import { isOtherWorld } from '../incremental/Touched.js';
import type { Index } from '../indexing/Index.js';
import { admission } from './admission.js';
import { aliasRules } from './aliasRules.js';
import type { Context } from './Context.js';
import { egress } from './egress.js';
import { expander } from './Expander.js';
import { completers } from './learn/destination.js';
import { emptyMemory, onlyGood } from './Memory.js';
import type { Memory } from './Memory.js';
import { dispatchSeedsOf } from './staticSeeds.js';

/** What all scopes of a mesh have in common, but for the time. */
export interface World {
  readonly context: Omit<Context, 'clock'>;
  readonly memory: Memory;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
}

const worldOf = (index: Index, memory: Memory): World => {
  const registry = observed(index, memory.recorder);
  const aliases = aliasRules(index.mesh.config);
  const admitted = admission(registry, memory);
  const surroundings = { index: registry, admission: admitted };
  return {
    context: {
      ...surroundings,
      expander: expander({ ...surroundings, aliases: aliases.value }, memory),
      egress: egress(registry, memory),
      completeFor: completers(registry, memory),
      dispatchSeeds: dispatchSeedsOf(surroundings, memory)
    },
    memory,
    diagnostics: [...aliases.diagnostics, ...admitted.diagnostics]
  };
};

/** A world of which nothing is known yet. */
export const newWorld = (index: Index): World => worldOf(index, emptyMemory());

/** Whether two indexes are the same to whoever resolves a fence. */
export const isSameRegistry = (before: Index, after: Index): boolean =>
  before.mesh.config === after.mesh.config &&
  before.definitions === after.definitions &&
  before.services === after.services &&
  before.namespaces === after.namespaces &&
  before.routings === after.routings &&
  before.addresses === after.addresses;

/** A world with such of its answers as are wanted. */
type Renew = (isWanted: (cell: Cell<unknown>) => boolean) => World;

/** How a world goes on with a changed index; undefined where nothing that was known in it can be trusted. */
export const worldAfter = (world: World, before: Index, after: Index): Renew | undefined => {
  if (isOtherWorld(before, after)) return undefined;
  const isDeniedAlike = isEqual(admission(after).denied, world.context.admission.denied);
  return isDeniedAlike ? isWanted => worldOf(after, onlyGood(world.memory, isWanted)) : undefined;
};
