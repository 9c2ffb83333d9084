import { globalSidecarLabels } from '../../model/GlobalSidecar.js';
import type { Resource } from '../../model/Resource.js';
import { configFile } from './container.js';
import { owned } from './Workload.js';
import type { Workload } from './Workload.js';

/** An identity of its own, which the mesh sees; it may do nothing in the cluster. */
export const serviceAccount = (workload: Workload): Resource =>
  owned(workload, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    fields: { automountServiceAccountToken: false }
  });

/** Envoy's configuration. */
export const configMap = (workload: Workload): Resource =>
  owned(workload, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    fields: { data: { [configFile]: workload.envoy } }
  });

/** Of several replicas one may be evicted at a time. Of one alone, that would keep its node from being drained. */
export const disruptionBudget = (workload: Workload): ReadonlyArray<Resource> =>
  workload.component.replicas > 1
    ? [
        owned(workload, {
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          fields: { spec: { maxUnavailable: 1, selector: { matchLabels: globalSidecarLabels } } }
        })
      ]
    : [];
