import type { Field } from '@meshfence/core';
import { newQueue } from '../apply/Queue.js';
import { newCompiler } from '../compile/Compiler.js';
import { newConfiguration } from '../configure/Configuration.js';
import type { Standing } from '../configure/Configuration.js';
import { newSlimeBoots } from '../configure/SlimeBoots.js';
import { newApplied } from '../decide/Applied.js';
import { fenceKey } from '../decide/Key.js';
import { newUnderWay } from '../decide/UnderWay.js';
import type { StatusForm } from '../discovery/statusForm.js';
import { newEdgeBook } from '../learn/EdgeBook.js';
import type { SourceHealth } from '../learn/Health.js';
import { newAddressedPods } from '../observe/AddressedPods.js';
import { newResources } from '../observe/Resources.js';
import { newWorld } from '../observe/World.js';
import { newAnnouncer } from '../report/Announcer.js';
import type { ControllerOptions } from './Options.js';
import type { Parts } from './Parts.js';

/** Who is told of what happens to the parts. */
export interface Ears {
  /** A plan may follow from it. */
  readonly changed: (field: Field, key: string) => void;
  /** No plan follows from it, but what is live may differ from what it shall be. */
  readonly moved: (field: Field, key: string) => void;
  /** All of a kind are known; `isNew`: it is served as it was not before. */
  readonly listed: (kind: string, isNew: boolean) => void;
  readonly resourceMoved: (key: string) => void;
  readonly slimeBootsChanged: () => void;
  readonly configured: (standing: Standing) => void;
  readonly learned: () => void;
}

/** All parts of a controller, at rest. */
export const newParts = (
  { metrics, now, recorder }: Pick<ControllerOptions, 'metrics' | 'now' | 'recorder'>,
  ears: Ears,
  isSilent: () => boolean,
  form: () => StatusForm | undefined,
  health: () => ReadonlyArray<SourceHealth> | undefined
): Parts => {
  const world = newWorld(ears, metrics);
  const queue = newQueue();
  const book = newEdgeBook({ changed: ears.learned, metrics, now });
  const slimeBoots = newSlimeBoots(ears.slimeBootsChanged);
  return {
    world,
    book,
    pods: newAddressedPods(now),
    resources: newResources(ears.resourceMoved),
    slimeBoots,
    configuration: newConfiguration(ears.configured),
    compiler: newCompiler({ world, book, now, metrics }),
    applied: newApplied(),
    queue,
    underWay: newUnderWay(key => queue.add(fenceKey(key), performance.now())),
    announcer: newAnnouncer(world, slimeBoots, recorder, isSilent),
    problems: new Map(),
    form,
    health,
    now
  };
};
