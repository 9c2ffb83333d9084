import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inGlobal } from '../../diagnostic/inConfig.js';
import { diagnosed, flatMap, of } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Config } from '../../model/Config.js';
import type { Deployment } from '../../model/Deployment.js';
import type { JsonObject } from '../../model/Json.js';
import { folderOf, logFile } from './logFile.js';
import { logMount } from './LogMount.js';
import type { LogMount } from './LogMount.js';
import { withSecret } from './secret.js';
import { processUser } from './security.js';
import { freeName } from './volumeName.js';

/** The pod's volumes, and where its container has them. */
export interface Storage {
  readonly volumes: ReadonlyArray<JsonObject>;
  readonly mounts: ReadonlyArray<JsonObject>;
}

/** The user's volumes, and one for the log's folder where none of them holds it: the root is read-only. */
const withLog = (deployment: Deployment, file: string): Storage => {
  const name = freeName(deployment, 'meshfence-log');
  return {
    volumes: [...deployment.volumes, { name, emptyDir: {} }],
    mounts: [...deployment.volumeMounts, { name, mountPath: folderOf(file) }]
  };
};

/** What is to be said of the log where a volume of the user's holds it. */
const findings = (config: Config, file: string, mount: LogMount): ReadonlyArray<Diagnostic> => {
  const { name: volume } = mount.volume;
  const place = inGlobal(config, 'log');
  const user = processUser(config.deployment);
  if (mount.isReadOnly) return [report('log-not-writable', { file, volume }, place)];
  if (!mount.isLasting) return [report('log-not-kept', { file }, place)];
  return mount.keepsOwner && user !== 0
    ? [report('log-needs-permission', { file, volume, user }, place)]
    : [];
};

const withLogs = (config: Config): Diagnosed<Storage> => {
  const { deployment, global } = config;
  const file = logFile(global);
  const own: Storage = { volumes: deployment.volumes, mounts: deployment.volumeMounts };
  if (file === undefined) return of(own);
  const mount = logMount(deployment, file);
  return mount === undefined
    ? diagnosed(withLog(deployment, file), [report('log-not-kept', { file }, inGlobal(config, 'log'))])
    : diagnosed(own, findings(config, file, mount));
};

/** The volumes of the controller's pod: the user's, and those for the log and for the credentials. */
export const storage = (config: Config): Diagnosed<Storage> =>
  flatMap((logs: Storage) => withSecret(config, logs))(withLogs(config));

/** Whether a pod holds on to a volume that a pod beside it might not get. */
export const hasClaim = ({ volumes }: Deployment): boolean =>
  volumes.some(volume => Object.hasOwn(volume, 'persistentVolumeClaim'));
