import type { Queue } from '../apply/Queue.js';
import type { Configuration } from '../configure/Configuration.js';
import type { SlimeBoots } from '../configure/SlimeBoots.js';
import type { StatusForm } from '../discovery/statusForm.js';
import type { EdgeBook } from '../learn/EdgeBook.js';
import type { World } from '../observe/World.js';
import type { Announcer } from './Announcer.js';
import type { Applied } from '../decide/Applied.js';
import type { Compiler } from './Compiler.js';
import type { Problem } from '../decide/problems.js';
import type { Resources } from './Resources.js';
import type { UnderWay } from '../decide/UnderWay.js';

/** What a controller consists of, for those parts that need several others. */
export interface Parts {
  readonly world: World;
  readonly resources: Resources;
  readonly slimeBoots: SlimeBoots;
  readonly configuration: Configuration;
  readonly book: EdgeBook;
  readonly compiler: Compiler;
  readonly applied: Applied;
  readonly queue: Queue;
  readonly underWay: UnderWay;
  readonly announcer: Announcer;
  /** Why fences are not in the cluster as they were compiled. */
  readonly problems: Map<string, Problem>;
  /** What the installed definition of ServiceFence lets a status hold; undefined before that is known. */
  readonly form: () => StatusForm | undefined;
  readonly now: () => number;
}
