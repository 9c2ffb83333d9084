import type { Resource } from '../../model/Resource.js';
import { owned } from './Controller.js';
import type { Controller } from './Controller.js';

/** Of several replicas one may be evicted at a time. Of one alone, that would keep its node from being drained. */
export const budget = (controller: Controller): ReadonlyArray<Resource> =>
  controller.config.deployment.replicaCount > 1
    ? [
        owned(controller, 'policy/v1', 'PodDisruptionBudget', {
          spec: { maxUnavailable: 1, selector: { matchLabels: controller.labels } }
        })
      ]
    : [];
