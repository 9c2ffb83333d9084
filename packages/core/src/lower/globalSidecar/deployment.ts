import * as Fields from '../../emit/encode/Fields.js';
import { globalSidecarLabels, globalSidecarName } from '../../model/GlobalSidecar.js';
import type { Json, JsonObject } from '../../model/Json.js';
import type { Resource } from '../../model/Resource.js';
import { spread } from '../spread.js';
import { podAnnotations } from './annotations.js';
import { container } from './container.js';
import { drainSeconds } from './envoy/listeners.js';
import { injectionLabels } from './injection.js';
import { owned } from './Workload.js';
import type { Workload } from './Workload.js';

const selector = { matchLabels: globalSidecarLabels };

/** The user's affinity says more of where replicas run than that they keep apart. */
const isPlaced = (affinity: Json | undefined): boolean => Object.keys(affinity ?? {}).length > 0;

const podSpec = (workload: Workload): JsonObject => {
  const { component, config } = workload;
  const { affinity, tolerations } = component.settings;
  return Fields.filled({
    affinity: affinity ?? undefined,
    automountServiceAccountToken: false,
    containers: [container(workload)],
    enableServiceLinks: false,
    imagePullSecrets: config.deployment.imagePullSecrets,
    nodeSelector: config.deployment.nodeSelector,
    serviceAccountName: globalSidecarName,
    terminationGracePeriodSeconds: drainSeconds + 15,
    tolerations: tolerations ?? undefined,
    topologySpreadConstraints:
      component.replicas > 1 && !isPlaced(affinity) ? spread(globalSidecarLabels) : [],
    volumes: [{ configMap: { name: globalSidecarName }, name: 'config' }]
  });
};

/** The Deployment. A new pod is ready before an old one goes, and a changed configuration makes new pods. */
export const globalSidecarDeployment = (workload: Workload, checksum: string): Resource => {
  const { component, config } = workload;
  const labels = { ...injectionLabels(config, component.sidecarInject), ...globalSidecarLabels };
  return owned(workload, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    fields: {
      spec: {
        replicas: component.replicas,
        selector,
        strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }, type: 'RollingUpdate' },
        template: {
          metadata: { annotations: podAnnotations(workload, checksum), labels },
          spec: podSpec(workload)
        }
      }
    }
  });
};
