import { conditions, observedGeneration } from './conditions.js';
import { among, flag, mapOf, open, texts, whole } from './Schema.js';
import { instant } from './time.js';

/** By name, or by number as older definitions have it. */
const state = whole('ACTIVE, EXPIREWAIT or EXPIRE, or its number: 0, 1 or 2.', {
  ...among(['ACTIVE', 'EXPIREWAIT', 'EXPIRE']),
  minimum: 0,
  maximum: 2
});

const domain = open('A host of the scope.', {
  hosts: texts('The hosts that it brings.'),
  status: state
});

/** A ServiceFence's status. Other tools have written it too: what they left stays. */
export const fenceStatus = open('What is in the scope, and what has been learned.', {
  domains: mapOf('The hosts of the scope.', domain),
  metricStatus: mapOf('Learned hosts: {destination_service="HOST"}, and how often it was called.', {
    type: 'string'
  }),
  lastSeen: mapOf('When learned hosts were last called, coarsely.', instant('When.')),
  lastShrink: instant('When hosts last left the scope for want of calls.'),
  visitor: mapOf('Deprecated: no longer read, and no longer written.', flag('Deprecated.')),
  observedGeneration,
  conditions: conditions('Whether the fence took effect, and if not, why.', [
    'type',
    'status',
    'reason',
    'message',
    'lastTransitionTime'
  ])
});
