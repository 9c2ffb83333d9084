import type { Queue } from '../apply/Queue.js';
import type { Compiler } from '../compile/Compiler.js';
import type { Configuration } from '../configure/Configuration.js';
import type { SlimeBoots } from '../configure/SlimeBoots.js';
import type { StatusForm } from '../discovery/statusForm.js';
import type { SourceHealth } from '../learn/Health.js';
import type { Resources } from '../observe/Resources.js';
import type { World } from '../observe/World.js';
import type { Announcer } from '../report/Announcer.js';
import type { Problem } from '../report/Problem.js';
import type { Applied } from './Applied.js';
import type { UnderWay } from './UnderWay.js';

/** What it takes to decide what is to be written: what shall be, what is, and whom to tell. */
export interface Deciding {
  readonly world: World;
  readonly resources: Resources;
  readonly slimeBoots: SlimeBoots;
  readonly configuration: Configuration;
  readonly compiler: Compiler;
  readonly applied: Applied;
  readonly queue: Queue;
  readonly underWay: UnderWay;
  readonly announcer: Announcer;
  /** Why fences are not in the cluster as they were compiled. */
  readonly problems: Map<string, Problem>;
  /** What the installed definition of ServiceFence lets a status hold; undefined before that is known. */
  readonly form: () => StatusForm | undefined;
  /** How it stands with the sources of observed calls; undefined where nothing is to be said of it. */
  readonly health: () => ReadonlyArray<SourceHealth> | undefined;
  readonly now: () => number;
}
