import { groupBy } from '../../../groupBy.js';
import { by } from '../../../order.js';
import type { Rule } from './Rule.js';

const united = (lists: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> =>
  [...new Set(lists.flat())].toSorted();

/** One rule for each resource. */
const single = (each: Rule): ReadonlyArray<Rule> =>
  each.resources.map(resource => ({ ...each, resources: [resource] }));

/** Rules that are the same but for one field become one, with all that stood there. */
const merged = (rules: ReadonlyArray<Rule>, field: 'resources' | 'verbs'): ReadonlyArray<Rule> =>
  [...groupBy(rules, each => JSON.stringify({ ...each, [field]: [] })).values()].flatMap(group =>
    group.slice(0, 1).map(first => ({ ...first, [field]: united(group.map(each => each[field])) }))
  );

/** The same rights in few rules, each resource in one of them, and in one order. */
export const compact = (rules: ReadonlyArray<Rule>): ReadonlyArray<Rule> =>
  merged(merged(rules.flatMap(single), 'verbs'), 'resources').toSorted(
    by(({ apiGroups, resourceNames = [], resources }) => [apiGroups, resources, resourceNames].join('/'))
  );
