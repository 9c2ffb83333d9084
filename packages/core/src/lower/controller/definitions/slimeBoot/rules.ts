import { anything, closed, labels, list, open, text, texts, word } from '../Schema.js';
import { duration } from '../time.js';

export const dispatches = list(
  'Where traffic outside the scopes goes, in order.',
  open(
    'A rule.',
    {
      name: anything('Its name.'),
      domains: list('Names, *.name, name.*, or *.', anything('A name.')),
      domainRegex: text('An RE2 expression for the whole authority.'),
      cluster: text('outbound|PORT||HOST, _GLOBAL_SIDECAR, PassthroughCluster, or a template.')
    },
    ['cluster']
  )
);

export const domainAliases = list(
  'Rules that derive further hosts.',
  open(
    'A rule.',
    {
      pattern: text('An RE2 expression.'),
      templates: texts('Go templates, each of which makes a host.'),
      template: anything('Deprecated: an older name of templates.')
    },
    ['pattern']
  )
);

const requirement = open(
  'A requirement.',
  {
    key: text("A label's key."),
    operator: word('How its value relates to the values.', ['In', 'NotIn', 'Exists', 'DoesNotExist']),
    values: texts('Values.')
  },
  ['key', 'operator']
);

export const managementSelectors = list(
  'Namespaces that autoFence keeps to, by their labels. Any entry will do.',
  open('A label selector.', {
    matchLabels: labels('Labels, all of which the namespace has.'),
    matchExpressions: list('Requirements, all of which it meets.', requirement)
  })
);

export const destinations = open('Where the global-sidecar may forward to.', {
  allow: texts('Addresses and CIDRs; all by default.'),
  deny: texts('Addresses and CIDRs.')
});

export const expiry = closed('When learned hosts leave a scope; never, by default.', {
  learned: duration('How long after the last call.'),
  shrinkBudget: {
    description: "The share of a fence's learned hosts that may leave at once; 0.25 by default.",
    type: 'number',
    minimum: 0,
    exclusiveMinimum: true,
    maximum: 1,
    nullable: true
  }
});
