import type { Case } from './Case.js';
import { fencesAsFacts, sidecarsAsFacts } from './facts.js';
import type { Facts } from './facts.js';
import { replay } from './replay.js';
import { ofKind } from './Store.js';
import type { Store } from './Store.js';

/** One thing in which the original and meshfence differ: the lines that only one of them has. */
export interface Difference {
  readonly when: string;
  readonly what: string;
  readonly original: ReadonlyArray<string>;
  readonly meshfence: ReadonlyArray<string>;
}

const without = (lines: ReadonlyArray<string>, others: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.filter(line => !others.includes(line)).sort();

/** An object that only one side has is told by its name and its hosts; the rest of it would be noise. */
const isTold = (what: string, original: Facts, meshfence: Facts): boolean =>
  (original.has(what) && meshfence.has(what)) || what.endsWith('egress hosts');

const compare = (when: string, original: Facts, meshfence: Facts): ReadonlyArray<Difference> =>
  [...new Set([...original.keys(), ...meshfence.keys()])]
    .filter(what => isTold(what, original, meshfence))
    .map(what => {
      const [theirs, ours] = [original.get(what) ?? [], meshfence.get(what) ?? []];
      return { when, what, original: without(theirs, ours), meshfence: without(ours, theirs) };
    })
    .filter(difference => difference.original.length + difference.meshfence.length > 0);

const sidecarsIn = (store: Store | undefined): Facts =>
  sidecarsAsFacts(store === undefined ? [] : ofKind(store, 'Sidecar'));

const fencesIn = (store: Store | undefined): Facts =>
  fencesAsFacts(store === undefined ? [] : ofKind(store, 'ServiceFence'));

const crash: Difference = {
  when: 'at the end',
  what: 'Controller',
  original: ['crashed'],
  meshfence: ['goes on']
};

/** Everything in which a replayed run differs from the recorded one. */
export const differencesOf = (run: Case): ReadonlyArray<Difference> => {
  const { history = [], sidecars, servicefences, controllerCrashed } = run.output;
  const stores = replay(run);
  const last = stores.at(-1);
  return [
    ...history.flatMap(({ afterStep, sidecars: recorded }) =>
      compare(`after step ${afterStep}`, sidecarsAsFacts(recorded), sidecarsIn(stores[afterStep - 1]))
    ),
    ...compare('at the end', sidecarsAsFacts(sidecars), sidecarsIn(last)),
    ...compare('at the end', fencesAsFacts(servicefences), fencesIn(last)),
    ...(controllerCrashed ? [crash] : [])
  ];
};
