import { defaultDeployment } from '../../model/Deployment.js';
import type { Deployment } from '../../model/Deployment.js';
import type { JsonObject } from '../../model/Json.js';
import * as Fields from './Fields.js';

const everything = (deployment: Deployment): JsonObject =>
  Fields.filled({
    image: Fields.filled({ ...deployment.image }),
    replicaCount: deployment.replicaCount,
    service: { ...deployment.service },
    serviceAccount: Fields.filled({ ...deployment.serviceAccount }),
    args: deployment.args,
    env: deployment.env,
    resources: deployment.resources,
    volumes: deployment.volumes,
    volumeMounts: deployment.volumeMounts,
    imagePullSecrets: deployment.imagePullSecrets,
    nodeSelector: deployment.nodeSelector,
    tolerations: deployment.tolerations,
    affinity: deployment.affinity,
    podSecurityContext: deployment.podSecurityContext,
    containerSecurityContext: deployment.containerSecurityContext
  });

const unsaid = everything(defaultDeployment);

/** The controller's workload as fields of a SlimeBoot's spec; those that hold by default are left out. */
export const encodeDeployment = (deployment: Deployment): JsonObject =>
  Object.fromEntries(
    Object.entries(everything(deployment)).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(unsaid[name])
    )
  );
