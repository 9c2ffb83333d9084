import * as Fields from '../../emit/encode/Fields.js';
import { defaultDeployment } from '../../model/Deployment.js';
import type { JsonObject } from '../../model/Json.js';
import type { Resource } from '../../model/Resource.js';
import { auxiliary, logSource, orDefault, ports, probes } from '../controller/container.js';
import { podMetadata } from '../controller/deployment.js';
import { program } from '../controller/image.js';
import { containerSecurity, podSecurity } from '../controller/security.js';
import { spread } from '../spread.js';
import { owned } from './Receiver.js';
import type { Receiver } from './Receiver.js';

/** Prometheus asks once a minute where nobody says otherwise: what was heard last waits for that. */
const linger = 65;

/** A global-sidecar of the namespace mode may tell of callers of its own namespace only. */
const argsOf = ({ config, globalSidecars }: Receiver): ReadonlyArray<string> => [
  'als',
  `--port=${logSource.containerPort}`,
  `--auxiliary-port=${auxiliary.containerPort}`,
  `--linger=${linger}s`,
  ...globalSidecars.map(({ namespace }) => `--global-sidecar=${namespace}`),
  ...(globalSidecars.length > 0 && config.mode === 'namespace' ? ['--global-sidecar-mode=namespace'] : [])
];

/** The SlimeBoot's security contexts are the controller's, whose log may be on a volume of root's. */
const container = (receiver: Receiver): JsonObject => {
  const { image, pullPolicy } = program(receiver.config).value;
  return {
    name: 'als',
    image,
    command: ['meshfence'],
    imagePullPolicy: pullPolicy,
    args: argsOf(receiver),
    ports,
    ...probes,
    resources: orDefault(receiver.component.resources),
    securityContext: containerSecurity(defaultDeployment)
  };
};

const podSpec = (receiver: Receiver): JsonObject => {
  const { component, config, globalSidecars, labels, name } = receiver;
  const { imagePullSecrets, nodeSelector, tolerations } = config.deployment;
  return Fields.filled({
    automountServiceAccountToken: globalSidecars.length > 0,
    containers: [container(receiver)],
    enableServiceLinks: false,
    imagePullSecrets,
    nodeSelector,
    securityContext: podSecurity(defaultDeployment),
    serviceAccountName: name,
    terminationGracePeriodSeconds: linger + 25,
    tolerations,
    topologySpreadConstraints: component.replicas > 1 ? spread(labels) : []
  });
};

/** The receivers' Deployment. A new one is there before an old one goes. */
export const receiverDeployment = (receiver: Receiver): Resource => {
  const { component, labels } = receiver;
  return owned(receiver, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    fields: {
      spec: {
        replicas: component.replicas,
        selector: { matchLabels: labels },
        strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }, type: 'RollingUpdate' },
        template: { metadata: podMetadata(labels), spec: podSpec(receiver) }
      }
    }
  });
};
