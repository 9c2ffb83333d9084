import { definition, readyColumns } from './definition.js';
import { fenceStatus } from './fenceStatus.js';
import { anything, closed, flag, labels, list, mapOf, texts } from './Schema.js';
import { duration, instant } from './time.js';

const strategy = closed('When the host leaves the scope again: never, where nothing is said.', {
  stable: anything('Never.'),
  deadline: closed('At an instant.', { expire: instant('The instant.') }),
  auto: closed('When it has not been called for some time.', { duration: duration('How long.') }),
  RecentlyCalled: instant("With auto: when it was last called, by the user's own word.")
});

const service = closed('A selector.', { selector: labels('Labels, all of which the Service has.') });

const workloadSelector = closed(
  'The pods that the fence is for; by default those whose label "app" is its name.',
  {
    labels: labels('Labels of the pods.'),
    fromService: flag('Without labels: the pods that the Service of the same name selects.')
  }
);

const spec = closed('One workload, and what is known of its dependencies.', {
  enable: flag('Whether the fence becomes a Sidecar.'),
  host: mapOf(
    'Static dependencies: a host, a short name, *.domain or namespace/*, and when it leaves again.',
    strategy
  ),
  namespaceSelector: texts('Namespaces, all Services of which are dependencies.'),
  labelSelector: list('Services that are dependencies, in whatever namespace. Any entry will do.', service),
  workloadSelector
});

/** ServiceFence, the wish that a workload's scope be limited to what it needs. */
export const serviceFence = definition({
  group: 'microservice.slime.io',
  kind: 'ServiceFence',
  singular: 'servicefence',
  shortName: 'svf',
  description: 'The wish that one workload gets the configuration of the hosts that it calls, and no other.',
  spec,
  status: fenceStatus,
  columns: [
    {
      name: 'Enabled',
      type: 'boolean',
      jsonPath: '.spec.enable',
      description: 'Whether it becomes a Sidecar.'
    },
    ...readyColumns,
    {
      name: 'Created-By',
      type: 'string',
      jsonPath: String.raw`.metadata.labels.app\.kubernetes\.io/created-by`,
      description: 'fence-controller for an automatic fence; nothing for a fence of your own.',
      priority: 1
    }
  ]
});
