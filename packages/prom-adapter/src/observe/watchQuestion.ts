import type { Instant, Sample } from '@meshfence/core';
import type { Answer } from '../client/Answer.js';
import type { Prometheus } from '../client/connect.js';
import { down, failing, present, reporting, target } from '../query/watching.js';
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

const hasAny = ({ samples }: Answer): boolean => samples.some(({ value }) => value > 0);

const witnesses: Readonly<Record<Telltale, string>> = {
  counters: 'who counted calls',
  sightings: 'of the receivers of access logs'
};

/** How long ago those were there who are missed now. A workload is known as one of receivers from the first scrape on. */
const instants = ({ lookback, window }: Reach, telltale: Telltale): ReadonlyArray<Instant.Duration> => {
  const ago = [window, lookback / 2, lookback];
  return telltale === 'sightings' ? [0, ...ago] : ago;
};

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
  const ago = instants(reach, telltale);
  let unseen: ReadonlySet<string> = new Set();

  /** Those who cannot be scraped, and could be once or should be. */
  const missing = (broken: Answer, still: Answer): number => {
    const isDown = new Set(still.samples.map(nameOf));
    const known = [...unseen, ...broken.samples.map(nameOf)];
    unseen = new Set(known.filter(each => isDown.has(each)));
    return unseen.size;
  };

  const watched = async (signal: AbortSignal): Promise<Outcome> => {
    const there = await prometheus.query(present(telltale), signal);
    const broken = await prometheus.query(failing(telltale, ago), signal);
    const still = await prometheus.query(down, signal);
    const outcome = [there, broken, still].map(each => outcomeOf(each, 0, {})).reduce(both);
    const missed = missing(broken, still);
    if (!hasAny(there)) return unlike(outcome, 'there are no series that show calls');
    return missed === 0 ? outcome : unlike(outcome, `${missed} ${witnesses[telltale]} cannot be scraped`);
  };

  return {
    name: 'watch',
    ask: async ({ signal }) => {
      const outcome = await watched(signal);
      if (telltale === 'counters') return outcome;
      return { ...outcome, isReporting: hasAny(await prometheus.query(reporting, signal)) };
    }
  };
};
