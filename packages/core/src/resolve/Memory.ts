import type { Diagnosed } from '../Diagnosed.js';
import { recorder } from '../incremental/Recorder.js';
import type { Cell, Memo, Recorder } from '../incremental/Recorder.js';
import type { Host } from '../model/Host.js';
import type { Bypass, Refused } from './admission.js';
import type { Step } from './derive.js';
import type { Closure } from './Expander.js';
import type { Destination } from './learn/destination.js';
import type { Seed } from './Seed.js';

/** The answers that scopes share, each by a host (or the like) and the namespace from which one looks. */
interface Answers {
  readonly steps: Memo<Step>;
  readonly closures: Memo<Closure>;
  readonly namespaceClosures: Memo<Closure>;
  readonly leads: Memo<ReadonlyArray<Host>>;
  readonly refusals: Memo<Refused | undefined>;
  readonly bypasses: Memo<Bypass | undefined>;
  readonly destinations: Memo<Destination | undefined>;
  readonly egress: Memo<ReadonlyArray<string>>;
  readonly dispatchSeeds: Memo<Diagnosed<ReadonlyArray<Seed>>>;
}

/** What has been worked out for scopes, and the recorder that knows on what it depends. */
export interface Memory {
  readonly recorder: Recorder;
  readonly answers: Answers;
}

export const emptyMemory = (): Memory => ({
  recorder: recorder(),
  answers: {
    steps: new Map(),
    closures: new Map(),
    namespaceClosures: new Map(),
    leads: new Map(),
    refusals: new Map(),
    bypasses: new Map(),
    destinations: new Map(),
    egress: new Map(),
    dispatchSeeds: new Map()
  }
});

/** All answers that are remembered. */
export function* cellsOf({ answers }: Memory): Iterable<Cell<unknown>> {
  for (const memo of Object.values<Memo<unknown>>({ ...answers }))
    for (const ofB of memo.values()) yield* ofB.values();
}

type IsGood = (cell: Cell<unknown>) => boolean;

const only = <A>(memo: Memo<A>, isGood: IsGood): Memo<A> =>
  new Map(Array.from(memo, ([b, ofB]) => [b, new Map([...ofB].filter(([, cell]) => isGood(cell)))] as const));

/** The good answers of a memory, which itself stays as it is: an earlier state may go on from there. */
export const onlyGood = ({ answers, recorder: same }: Memory, isGood: IsGood): Memory => ({
  recorder: same,
  answers: {
    steps: only(answers.steps, isGood),
    closures: only(answers.closures, isGood),
    namespaceClosures: only(answers.namespaceClosures, isGood),
    leads: only(answers.leads, isGood),
    refusals: only(answers.refusals, isGood),
    bypasses: only(answers.bypasses, isGood),
    destinations: only(answers.destinations, isGood),
    egress: only(answers.egress, isGood),
    dispatchSeeds: only(answers.dispatchSeeds, isGood)
  }
});
