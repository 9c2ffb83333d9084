import * as Fields from '../../emit/encode/Fields.js';
import type { JsonObject } from '../../model/Json.js';
import { paths } from './envoy/listeners.js';
import { limitOf } from './limitOf.js';
import type { Workload } from './Workload.js';

const folder = '/etc/envoy';

/** The key of the ConfigMap, and the name of the file. */
export const configFile = 'envoy.yaml';

/** Not 1337, whose traffic Istio does not capture: requests would pass by the proxy that knows the mesh. */
const user = 65_532;

const securityContext: JsonObject = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
  runAsGroup: user,
  runAsNonRoot: true,
  runAsUser: user,
  seccompProfile: { type: 'RuntimeDefault' }
};

/** As many threads as processors; Envoy would count those of the node. */
const concurrency = (workload: Workload): number =>
  Math.max(1, Math.ceil(limitOf(workload.component.settings['resources'], 'cpu') ?? 2));

const args = (workload: Workload): ReadonlyArray<string> => [
  '--config-path',
  `${folder}/${configFile}`,
  '--concurrency',
  String(concurrency(workload)),
  '--disable-hot-restart',
  '--log-level',
  'warning',
  '--file-flush-interval-msec',
  '1000'
];

const probe = (path: string, beside: JsonObject): JsonObject => ({
  httpGet: { path, port: 'probe' },
  timeoutSeconds: 2,
  ...beside
});

const probes: JsonObject = {
  livenessProbe: probe(paths.live, { failureThreshold: 6, periodSeconds: 10 }),
  readinessProbe: probe(paths.ready, { failureThreshold: 3, periodSeconds: 5 }),
  startupProbe: probe(paths.ready, { failureThreshold: 60, periodSeconds: 1 })
};

/** The container in which Envoy runs. It outlives the proxy beside it, which still has requests for it. */
export const container = (workload: Workload): JsonObject => {
  const { component, image, listen } = workload;
  return Fields.filled({
    args: args(workload),
    command: ['envoy'],
    image,
    imagePullPolicy: component.image.pullPolicy ?? 'IfNotPresent',
    lifecycle: { preStop: { httpGet: { path: paths.drain, port: 'probe' } } },
    name: 'global-sidecar',
    ports: [
      { containerPort: listen.http, name: 'http', protocol: 'TCP' },
      { containerPort: listen.probe, name: 'probe', protocol: 'TCP' }
    ],
    resources: component.settings['resources'] ?? undefined,
    securityContext,
    volumeMounts: [{ mountPath: folder, name: 'config', readOnly: true }],
    ...probes
  });
};
