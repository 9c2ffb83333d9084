import type { LabelSelector, Requirement } from '../../model/LabelSelector.js';
import { labels, list, string, struct } from '../codec.js';

const requirement = struct({ key: string, operator: string, values: list(string) });

/** A LabelSelector as users write it; its operators may be anything. */
export const managementSelector = struct({ matchLabels: labels, matchExpressions: list(requirement) });

/** The operators that a requirement may have. */
export const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

const operatorOf = (text: string): Requirement['operator'] | undefined =>
  operators.find(operator => operator === text);

/** The operators that do not exist, as they were written. */
export const unknownOperators = ({ matchExpressions }: typeof managementSelector._A): ReadonlyArray<string> =>
  matchExpressions.map(({ operator }) => operator).filter(operator => operatorOf(operator) === undefined);

/** A requirement that cannot be understood is met by nothing: dropped, it would let more namespaces in. */
export const toLabelSelector = ({
  matchLabels,
  matchExpressions
}: typeof managementSelector._A): LabelSelector => ({
  matchLabels,
  matchExpressions: matchExpressions.map(({ key, operator, values }) => {
    const known = operatorOf(operator);
    return known === undefined ? { key, operator: 'In', values: [] } : { key, operator: known, values };
  })
});
