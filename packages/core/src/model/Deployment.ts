import type { JsonObject } from './Json.js';
import type { Labels } from './Labels.js';

/** A part of a pod that Kubernetes knows by its name: a volume, a variable. Its other fields are Kubernetes' business. */
export interface Named extends JsonObject {
  readonly name: string;
}

/** Where a container has a volume. */
export interface VolumeMount extends Named {
  readonly mountPath: string;
}

/** An image as far as the SlimeBoot names it. */
export interface Image {
  readonly pullPolicy: string | undefined;
  readonly repository: string | undefined;
  readonly tag: string | undefined;
}

/** The ports of the controller's Service, and who may reach them. */
export interface ServicePorts {
  readonly type: string;
  readonly port: number;
  readonly auxiliaryPort: number;
  readonly logSourcePort: number;
}

/** Whether a ServiceAccount is made, and what it is called where that is not the workload's own name. */
export interface ServiceAccount {
  readonly create: boolean;
  readonly name: string | undefined;
}

/**
 * The controller's workload as a SlimeBoot describes it; Kubernetes' own parts are kept as they are.
 *
 * `volumeMounts` are those of both places in which they may stand. An empty mapping says nothing: the default holds.
 */
export interface Deployment {
  readonly image: Image;
  readonly replicaCount: number;
  readonly service: ServicePorts;
  readonly serviceAccount: ServiceAccount;
  readonly args: ReadonlyArray<string>;
  readonly env: ReadonlyArray<Named>;
  readonly resources: JsonObject;
  readonly volumes: ReadonlyArray<Named>;
  readonly volumeMounts: ReadonlyArray<VolumeMount>;
  readonly imagePullSecrets: ReadonlyArray<Named>;
  readonly nodeSelector: Labels;
  readonly tolerations: ReadonlyArray<JsonObject>;
  readonly affinity: JsonObject;
  readonly podSecurityContext: JsonObject;
  readonly containerSecurityContext: JsonObject;
}

export const defaultServicePorts: ServicePorts = {
  type: 'ClusterIP',
  port: 80,
  auxiliaryPort: 8081,
  logSourcePort: 8082
};

export const defaultDeployment: Deployment = {
  image: { pullPolicy: undefined, repository: undefined, tag: undefined },
  replicaCount: 1,
  service: defaultServicePorts,
  serviceAccount: { create: true, name: undefined },
  args: [],
  env: [],
  resources: {},
  volumes: [],
  volumeMounts: [],
  imagePullSecrets: [],
  nodeSelector: {},
  tolerations: [],
  affinity: {},
  podSecurityContext: {},
  containerSecurityContext: {}
};
