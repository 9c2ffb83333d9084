import type { Diagnostic } from '@meshfence/core';
import type { Condition } from './Condition.js';

/** What has become of a SlimeBoot: it is in force; or it cannot be, and the last good one is; or there is none yet. */
export type SlimeBootState = 'in-force' | 'last-good-kept' | 'nothing-in-force';

/** More would be cut off by what shows them. */
const most = 10;

const shown = ({ code, message, remedy }: Diagnostic): string => `${code}: ${message} ${remedy}`;

const list = (findings: ReadonlyArray<Diagnostic>): string => {
  const rest = findings.length - most;
  return [...findings.slice(0, most).map(shown), ...(rest > 0 ? [`And ${rest} more.`] : [])].join('\n');
};

const words: Readonly<Record<SlimeBootState, string>> = {
  'in-force': 'This configuration is in force.',
  'last-good-kept': 'This configuration cannot be used; the last good one stays in force.',
  'nothing-in-force': 'This configuration cannot be used, and there is none before it: nothing is written.'
};

/** What a SlimeBoot's status says of it: whether it is in force, and what was found in it, infos left out. */
export const slimeBootConditions = (
  state: SlimeBootState,
  findings: ReadonlyArray<Diagnostic>,
  generation: number | undefined
): ReadonlyArray<Condition> => {
  const told = findings.filter(({ severity }) => severity !== 'info');
  const message = [words[state], ...(told.length > 0 ? [list(told)] : [])].join('\n');
  return state === 'in-force'
    ? [{ type: 'Ready', status: 'True', reason: 'InForce', message, observedGeneration: generation }]
    : [{ type: 'Ready', status: 'False', reason: 'Invalid', message, observedGeneration: generation }];
};
