import { mapOf, open, text } from '../Schema.js';

const handler = open(
  'A query, in which $source_app and $namespace stand for the caller.',
  {
    query: text('PromQL.'),
    type: text('Group: the labels of each sample are a key. Value: the whole answer is one value.')
  },
  ['query']
);

/** `module[].metric`: where calls are counted. */
export const metric = open('Metrics that observed calls come from.', {
  prometheus: open('A Prometheus, or what speaks its language.', {
    address: text('Its URL.'),
    handlers: mapOf('Queries by name.', handler)
  })
});
