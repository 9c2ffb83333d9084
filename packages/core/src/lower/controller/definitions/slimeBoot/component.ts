import { anything, count, flag, labels, list, open, port, texts, whole, word } from '../Schema.js';
import { image, resources } from './pieces.js';
import { mode } from './words.js';

const sidecarInject = open("How Istio's proxy gets into its pods.", {
  enable: flag('It cannot do without: true.'),
  mode: word('Whether the pods are labelled for injection, or their namespace is.', ['pod', 'namespace']),
  labels: labels('In the mode pod: the labels.'),
  annotations: labels('Annotations of the pods.')
});

const globalSidecar = open('The workload that takes traffic outside the scopes.', {
  enable: flag('Whether there is one, and the routes to it.'),
  type: mode('Where it runs.'),
  replicas: count('How many.'),
  port: whole("The container's port; 80 by default."),
  probePort: whole('The port of probes and metrics; 20000 by default.'),
  requestLog: word('Which requests it logs.', ['failed', 'all', 'none']),
  image: image('Its image: an Envoy.'),
  sidecarInject,
  resources,
  affinity: open('As in Kubernetes.'),
  tolerations: list('As in Kubernetes.', open('A toleration.')),
  namespace: texts('Deprecated: an older place of general.namespace.'),
  legacyFilterName: anything('Ignored.')
});

const accessLogReceiver = open('Receivers of access logs, where one controller is too few.', {
  enable: flag('Whether there are any; false by default.'),
  replicas: count('How many; 2 by default.'),
  port: port('The port of their Service; 8082 by default.'),
  resources
});

/** `spec.component`. */
export const component = open('Workloads beside the controller.', {
  globalSidecar,
  accessLogReceiver,
  pilot: anything('Ignored: no longer needed.')
});
