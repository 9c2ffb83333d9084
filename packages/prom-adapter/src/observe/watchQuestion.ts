import type { Sample } from '@meshfence/core';
import type { Prometheus } from '../client/connect.js';
import { down, failing, present, target } from '../query/watching.js';
import type { Telltale } from '../query/watching.js';
import { both, outcomeOf } from './Question.js';
import type { Outcome, Question } from './Question.js';
import type { Reach } from './Reach.js';

const unlike = (outcome: Outcome, note: string): Outcome => ({
  ...outcome,
  isComplete: false,
  notes: [note, ...outcome.notes]
});

const nameOf = ({ labels }: Sample): string => target.map(label => labels[label] ?? '').join(' ');

/**
 * Whether calls would be seen, if there were any.
 *
 * A server may answer well and have nothing to say, because it scrapes nothing. And whoever counted calls once and cannot be
 * scraped counts calls that nobody sees, until it can be scraped again or is gone.
 */
export const watchQuestion = (
  { prometheus, reach }: { readonly prometheus: Prometheus; readonly reach: Reach },
  telltale: Telltale
): Question => {
  const { lookback, window } = reach;
  const ago = [window, lookback / 2, lookback];
  let unseen: ReadonlySet<string> = new Set();
  return {
    name: 'watch',
    ask: async ({ signal }) => {
      const there = await prometheus.query(present(telltale), signal);
      const broken = await prometheus.query(failing(telltale, ago), signal);
      const still = await prometheus.query(down, signal);
      const isDown = new Set(still.samples.map(nameOf));
      const known = [...unseen, ...broken.samples.map(nameOf)];
      unseen = new Set(known.filter(each => isDown.has(each)));
      const outcome = [there, broken, still].map(each => outcomeOf(each, 0, {})).reduce(both);
      if (there.samples.every(({ value }) => !(value > 0)))
        return unlike(outcome, 'there are no series that show calls');
      return unseen.size > 0
        ? unlike(outcome, `${unseen.size} who counted calls cannot be scraped`)
        : outcome;
    }
  };
};
