import type { Labels } from './Labels.js';
import { isSubset } from './Labels.js';

/** One requirement of a set-based selector. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: ReadonlyArray<string>;
}

/** A Kubernetes LabelSelector: all of its labels and all of its requirements must hold. */
export interface LabelSelector {
  readonly matchLabels: Labels;
  readonly matchExpressions: ReadonlyArray<Requirement>;
}

const holds =
  (labels: Labels) =>
  ({ key, operator, values }: Requirement): boolean => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    switch (operator) {
      case 'In':
        return value !== undefined && values.includes(value);
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
    }
  };

/** Whether the labels satisfy the selector; an empty selector matches everything, as in Kubernetes. */
export const matches = (selector: LabelSelector, labels: Labels): boolean =>
  isSubset(selector.matchLabels, labels) && selector.matchExpressions.every(holds(labels));
