import type { Cell } from '../incremental/Recorder.js';
import type { Index } from '../indexing/Index.js';
import type { Edge } from '../model/Edge.js';
import type { Fence } from '../model/Fence.js';
import type { DesiredStatus } from '../model/Plan.js';
import type { Scope } from '../model/Scope.js';
import type { Neighbourhood } from './Neighbourhood.js';
import type { Resolved } from './resolveFence.js';
import type { World } from './World.js';

/** What became of a fence, and the edges of which it was made; `cell` knows what else. */
export interface Outcome {
  readonly fence: Fence;
  readonly edges: ReadonlyArray<Edge>;
  readonly cell: Cell<Resolved>;
  readonly scope: Scope;
  readonly status: DesiredStatus;
}

/** A namespace, and what became of its fences, in their order. */
export interface Place {
  readonly neighbourhood: Neighbourhood;
  readonly outcomes: ReadonlyArray<Outcome>;
}

/** From where the next resolution goes on. */
export interface Grounds {
  readonly index: Index;
  readonly world: World;
  readonly places: ReadonlyMap<string, Place>;
}

/** The scopes of all fences, the statuses that go with them, and the fences themselves. */
export interface Resolution {
  readonly fences: ReadonlyArray<Fence>;
  readonly obsolete: ReadonlyArray<Fence>;
  readonly scopes: ReadonlyArray<Scope>;
  readonly statuses: ReadonlyArray<DesiredStatus>;
  readonly grounds: Grounds;
}
