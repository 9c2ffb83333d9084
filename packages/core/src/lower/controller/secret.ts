import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inPrometheus } from '../../diagnostic/inConfig.js';
import { diagnosed, of } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Config } from '../../model/Config.js';
import type { VolumeMount } from '../../model/Deployment.js';
import type { Path } from '../../model/Origin.js';
import { secretFolder } from '../../model/Prometheus.js';
import type { Prometheus } from '../../model/Prometheus.js';
import { covers } from './logFile.js';
import type { Storage } from './storage.js';
import { freeName } from './volumeName.js';

/** A file that says who asks for metrics, or who answers, and where it is named. */
interface Named {
  readonly file: string;
  readonly path: Path;
}

const files = ({ basicAuth, bearerTokenFile, tlsConfig }: Prometheus): ReadonlyArray<Named> =>
  (
    [
      [bearerTokenFile, ['bearerTokenFile']],
      [basicAuth?.passwordFile, ['basicAuth', 'passwordFile']],
      [tlsConfig?.caFile, ['tlsConfig', 'caFile']],
      [tlsConfig?.certFile, ['tlsConfig', 'certFile']],
      [tlsConfig?.keyFile, ['tlsConfig', 'keyFile']]
    ] as const
  ).flatMap(([file, path]) => (file === undefined ? [] : [{ file, path }]));

/** Files in the Secret's folder, where there is neither a Secret nor a volume that has it. */
const missing = (config: Config, prometheus: Prometheus): ReadonlyArray<Diagnostic> => {
  const { volumeMounts } = config.deployment;
  return files(prometheus)
    .filter(({ file }) => covers(secretFolder, file))
    .filter(({ file }) => !volumeMounts.some(({ mountPath }) => covers(mountPath, file)))
    .map(({ file, path }) => report('file-not-mounted', { file }, inPrometheus(config, ...path)));
};

/** A volume of the user's in the Secret's folder, where there is room for one of the two only. */
const inTheWay = ({ deployment }: Config): VolumeMount | undefined =>
  deployment.volumeMounts.find(({ mountPath }) => covers(secretFolder, mountPath.replace(/\/+$/, '')));

/** The controller may start before the Secret is there; the kubelet brings its files later, and whenever they change. */
const mounted = (storage: Storage, secretName: string, name: string): Storage => ({
  volumes: [...storage.volumes, { name, secret: { secretName, optional: true } }],
  mounts: [...storage.mounts, { name, mountPath: secretFolder, readOnly: true }]
});

/** The pod's volumes, and that of the Secret with the credentials for a Prometheus. */
export const withSecret = (config: Config, storage: Storage): Diagnosed<Storage> => {
  const { prometheus } = config;
  if (prometheus === undefined) return of(storage);
  const { secretName = '' } = prometheus;
  if (secretName === '') return diagnosed(storage, missing(config, prometheus));
  const other = inTheWay(config);
  if (other === undefined)
    return of(mounted(storage, secretName, freeName(config.deployment, 'meshfence-prometheus')));
  const parameters = { secret: secretName, volume: other.name, path: other.mountPath };
  return diagnosed(storage, [report('secret-not-mounted', parameters, inPrometheus(config, 'secretName'))]);
};
