import type { Prometheus } from '../client/connect.js';
import { failing, present } from '../query/watching.js';
import type { Telltale } from '../query/watching.js';
import { both, outcomeOf } from './Question.js';
import type { Outcome, Question } from './Question.js';
import type { Reach } from './Reach.js';

const unlike = (outcome: Outcome, note: string): Outcome => ({
  ...outcome,
  isComplete: false,
  notes: [note, ...outcome.notes]
});

/**
 * Whether calls would be seen, if there were any.
 *
 * A server may answer well and have nothing to say, because it scrapes nothing.
 */
export const watchQuestion = (
  { prometheus, reach }: { readonly prometheus: Prometheus; readonly reach: Reach },
  telltale: Telltale
): Question => ({
  name: 'watch',
  ask: async ({ signal }) => {
    const there = await prometheus.query(present(telltale), signal);
    const broken = await prometheus.query(failing(telltale, reach.lookback), signal);
    const outcome = both(outcomeOf(there, 0, {}), outcomeOf(broken, 0, {}));
    const [series] = there.samples;
    if (series === undefined || !(series.value > 0))
      return unlike(outcome, 'there are no series that show calls');
    const count = broken.samples[0]?.value ?? 0;
    return count > 0 ? unlike(outcome, `${count} who counted calls cannot be scraped`) : outcome;
  }
});
