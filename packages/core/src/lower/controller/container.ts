import * as Fields from '../../emit/encode/Fields.js';
import type { Named } from '../../model/Deployment.js';
import type { Json, JsonObject } from '../../model/Json.js';
import type { Controller } from './Controller.js';
import type { Program } from './image.js';
import { containerSecurity } from './security.js';
import type { Storage } from './storage.js';

/** The port of health and metrics, and that of access logs. Both need no privilege; the Service's may be any. */
export const auxiliary = { name: 'http-auxiliary', containerPort: 8081 } as const;
export const logSource = { name: 'grpc-log-source', containerPort: 8082 } as const;

/** Memory has a limit, as a leak would otherwise take the node's; CPU has none, which would only slow down answers. */
const defaultResources: JsonObject = {
  limits: { memory: '1Gi' },
  requests: { cpu: '100m', memory: '256Mi' }
};

/** What a container asks for; the default where nobody has said anything. */
export const orDefault = (resources: JsonObject): JsonObject =>
  Object.keys(resources).length === 0 ? defaultResources : resources;

/** The controller's own arguments, which say what its pod has been made for, and then the user's. */
const argsOf = ({ name, slimeBoot }: Controller, userArgs: ReadonlyArray<string>): ReadonlyArray<string> => [
  'controller',
  `--slimeboot=${slimeBoot.namespace}/${slimeBoot.name}`,
  `--lease=${name}`,
  `--auxiliary-port=${auxiliary.containerPort}`,
  `--log-source-port=${logSource.containerPort}`,
  ...userArgs
];

const fromField = (name: string, fieldPath: string): Named => ({
  name,
  valueFrom: { fieldRef: { fieldPath } }
});

/** Who the pod is: leases and events are signed with it. */
const identity: ReadonlyArray<Named> = [
  fromField('POD_NAME', 'metadata.name'),
  fromField('POD_NAMESPACE', 'metadata.namespace')
];

/** Each variable once, the last word counts: the API server keys them by name. */
const variables = (own: ReadonlyArray<Named>): ReadonlyArray<Named> => [
  ...new Map([...identity, ...own].map(each => [each.name, each])).values()
];

const probe = (path: string, periodSeconds: number): JsonObject => ({
  httpGet: { path, port: auxiliary.name },
  periodSeconds,
  timeoutSeconds: 3
});

/** Both are asked for on the auxiliary port. */
export const probes: JsonObject = {
  livenessProbe: probe('/healthz', 10),
  readinessProbe: probe('/readyz', 5)
};

export const ports: Json = [
  { ...auxiliary, protocol: 'TCP' },
  { ...logSource, protocol: 'TCP' }
];

/** The container, called as Slime calls it: `containers.slime` of a SlimeBoot speaks of it. */
export const container = (controller: Controller, program: Program, { mounts }: Storage): JsonObject => {
  const { deployment } = controller.config;
  return Fields.filled({
    name: 'slime',
    image: program.image,
    // Slime's Deployment of the same name says /manager, which would stay where the manifest says nothing.
    command: ['meshfence'],
    imagePullPolicy: program.pullPolicy,
    args: argsOf(controller, program.userArgs),
    env: variables(deployment.env),
    ports,
    ...probes,
    resources: orDefault(deployment.resources),
    securityContext: containerSecurity(deployment),
    volumeMounts: mounts
  });
};
