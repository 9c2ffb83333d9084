import type { Properties, Schema } from '../Schema.js';
import { anything, count, flag, labels, list, open, port, text, word } from '../Schema.js';
import { image, named, resources } from './pieces.js';

const service = open("The controller's Service.", {
  type: word('Its type.', ['ClusterIP', 'NodePort', 'LoadBalancer']),
  port: port('The port of health and metrics; 80 by default.'),
  auxiliaryPort: port('The same; 8081 by default.'),
  logSourcePort: port('The port of access logs; 8082 by default.')
});

const volumeMounts = (description: string): Schema =>
  list(
    description,
    open('A mount.', { name: text('The volume.'), mountPath: text('Where it is mounted.') }, [
      'name',
      'mountPath'
    ])
  );

const containers = open('Deprecated: an older place of volumeMounts.', {
  slime: open("The controller's container.", { volumeMounts: volumeMounts('What is mounted.') })
});

/** How the controller's pods run: fields of the spec itself. */
export const workload: Properties = {
  image: image("The controller's image."),
  imagePullSecrets: list('The Secrets to pull it with.', named('A Secret.')),
  replicaCount: count('How many; 1 by default.'),
  args: list("Arguments after those of meshfence's own.", anything('An argument.')),
  env: list('Variables.', named('A variable.')),
  resources,
  service,
  serviceAccount: open('Its ServiceAccount.', {
    create: flag('Whether it is made; true by default.'),
    name: text("Its name; the SlimeBoot's by default.")
  }),
  podSecurityContext: open('As in Kubernetes, field by field over the defaults.'),
  containerSecurityContext: open('As in Kubernetes, field by field over the defaults.'),
  nodeSelector: labels('As in Kubernetes.'),
  tolerations: list('As in Kubernetes.', open('A toleration.')),
  affinity: open('As in Kubernetes.'),
  volumes: list('As in Kubernetes.', named('A volume.')),
  volumeMounts: volumeMounts('What of the volumes is mounted where.'),
  containers
};
