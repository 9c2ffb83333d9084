import { conditions, observedGeneration } from './conditions.js';
import { definition, readyColumns } from './definition.js';
import { list, open, text } from './Schema.js';
import { component } from './slimeBoot/component.js';
import { module } from './slimeBoot/module.js';
import { workload } from './slimeBoot/workload.js';

/** Templates of dispatch rules read fields of the user's own, so the spec may have any. */
const spec = open(
  'How lazyload works, and how it runs. Dispatch templates read any further field as .Values.NAME.',
  {
    module: list('The modules; the one of kind lazyload is read.', module),
    component,
    namespace: text("Meshfence's own namespace; mesh-operator by default."),
    istioNamespace: text("Istio's namespace; istio-system by default."),
    ...workload
  }
);

const status = open('Whether the configuration is in force.', {
  observedGeneration,
  conditions: conditions('Whether the configuration is in force, and if not, why.', ['type', 'status'])
});

/** SlimeBoot, the configuration. */
export const slimeBoot = definition({
  group: 'config.netease.com',
  kind: 'SlimeBoot',
  singular: 'slimeboot',
  shortName: 'slb',
  description: 'The configuration of lazyload: what it does, and how its workloads run.',
  spec,
  status,
  columns: readyColumns
});
