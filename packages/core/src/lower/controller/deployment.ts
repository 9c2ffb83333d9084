import * as Fields from '../../emit/encode/Fields.js';
import type { Deployment } from '../../model/Deployment.js';
import type { JsonObject } from '../../model/Json.js';
import type { Labels } from '../../model/Labels.js';
import type { Resource } from '../../model/Resource.js';
import { auxiliary, container } from './container.js';
import type { Controller } from './Controller.js';
import { owned } from './Controller.js';
import type { Program } from './image.js';
import { podSecurity } from './security.js';
import { hasClaim } from './storage.js';
import type { Storage } from './storage.js';

/** Where Prometheus finds the metrics of a pod of ours. */
const scraped: JsonObject = {
  'prometheus.io/path': '/metrics',
  'prometheus.io/port': String(auxiliary.containerPort),
  'prometheus.io/scrape': 'true'
};

/** They talk to the API server and take plain access logs; a proxy of their own would only stand in the way. */
const withoutProxy: Labels = { 'sidecar.istio.io/inject': 'false' };

/** The metadata of pods of ours. */
export const podMetadata = (labels: Labels): JsonObject => ({
  annotations: scraped,
  labels: { ...labels, ...withoutProxy }
});

/** A pod that holds a claim must go before the next one gets it; otherwise the next one is there first. */
const strategy = (deployment: Deployment): JsonObject => ({
  type: 'RollingUpdate',
  rollingUpdate: hasClaim(deployment)
    ? { maxSurge: 0, maxUnavailable: 1 }
    : { maxSurge: 1, maxUnavailable: 0 }
});

const podSpec = (controller: Controller, program: Program, storage: Storage): JsonObject => {
  const { deployment } = controller.config;
  return Fields.filled({
    affinity: deployment.affinity,
    containers: [container(controller, program, storage)],
    enableServiceLinks: false,
    imagePullSecrets: deployment.imagePullSecrets,
    nodeSelector: deployment.nodeSelector,
    securityContext: podSecurity(deployment),
    serviceAccountName: controller.serviceAccount,
    terminationGracePeriodSeconds: 30,
    tolerations: deployment.tolerations,
    volumes: storage.volumes
  });
};

/** The controller's Deployment. */
export const controllerDeployment = (
  controller: Controller,
  program: Program,
  storage: Storage
): Resource => {
  const { deployment } = controller.config;
  return owned(controller, 'apps/v1', 'Deployment', {
    spec: {
      replicas: deployment.replicaCount,
      selector: { matchLabels: controller.labels },
      strategy: strategy(deployment),
      template: {
        metadata: podMetadata(controller.labels),
        spec: podSpec(controller, program, storage)
      }
    }
  });
};
