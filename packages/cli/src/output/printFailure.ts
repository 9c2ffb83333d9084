import type { Failure } from '../exit.js';
import type { Paint } from './Paint.js';
import { printable } from './printable.js';

/** Beyond this many, problems repeat themselves. */
const most = 20;

/** Why a command could not go on, problem by problem. */
export const printFailure = ({ problems }: Failure, { bold, red }: Paint): string => {
  const shown = problems
    .slice(0, most)
    .map(
      ({ what, remedy }) =>
        `${red(bold('error'))}: ${bold(printable(what))}\n  = ${bold('remedy')}: ${printable(remedy)}\n`
    );
  const rest = problems.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more like these\n`] : [])].join('');
};
