import type { SourceHealth } from '../learn/Health.js';
import type { Condition } from './Condition.js';

const said = ({ name, troubles }: SourceHealth): string =>
  troubles.length === 0 ? `Observed by ${name}.` : `${name}: ${troubles.join(' ')}`;

/**
 * Whether calls are observed, as the status of a fence or a SlimeBoot says it: by whom, or what keeps somebody from it.
 *
 * Nothing where it is not known: then what was said before stays. The same health gives the same words.
 */
export const observedConditions = (
  sources: ReadonlyArray<SourceHealth> | undefined,
  generation: number | undefined
): ReadonlyArray<Condition> => {
  if (sources === undefined) return [];
  const common = { type: 'Observed', observedGeneration: generation };
  if (sources.length === 0)
    return [{ ...common, status: 'Unknown', reason: 'NoSource', message: 'Nobody observes calls.' }];
  const message = sources.map(said).join('\n');
  const isSound = sources.every(({ troubles }) => troubles.length === 0);
  return isSound
    ? [{ ...common, status: 'True', reason: 'Watched', message }]
    : [{ ...common, status: 'False', reason: 'SourceInTrouble', message }];
};
