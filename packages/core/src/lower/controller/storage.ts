import { report } from '../../diagnostic/Diagnostic.js';
import { inGlobal } from '../../diagnostic/inConfig.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Config } from '../../model/Config.js';
import type { Deployment } from '../../model/Deployment.js';
import type { JsonObject } from '../../model/Json.js';
import { covers, folderOf, logFile } from './logFile.js';

/** The pod's volumes, and where its container has them. */
export interface Storage {
  readonly volumes: ReadonlyArray<JsonObject>;
  readonly mounts: ReadonlyArray<JsonObject>;
}

const logVolume = 'meshfence-log';

/** The volume that a file would be written to: that of the deepest mount above it. */
const volumeOf = ({ volumeMounts, volumes }: Deployment, file: string): JsonObject | undefined => {
  const mounts = volumeMounts.map(({ mountPath: path, name }) => ({ path, name }));
  const [deepest] = mounts
    .filter(({ path }) => covers(path, file))
    .toSorted((a, b) => b.path.length - a.path.length);
  return volumes.find(({ name }) => deepest !== undefined && name === deepest.name);
};

/** Whether what is written to a volume is still there when the pod is not. */
const isLasting = (volume: JsonObject | undefined): boolean =>
  volume !== undefined && !Object.hasOwn(volume, 'emptyDir');

/** The user's volumes, and one for the log's folder where none of them holds it: the root is read-only. */
const withLog = ({ volumeMounts, volumes }: Deployment, file: string): Storage => ({
  volumes: [...volumes, { name: logVolume, emptyDir: {} }],
  mounts: [...volumeMounts, { name: logVolume, mountPath: folderOf(file) }]
});

/** The volumes of the controller's pod. */
export const storage = (config: Config): Diagnosed<Storage> => {
  const { deployment, global } = config;
  const own: Storage = { volumes: deployment.volumes, mounts: deployment.volumeMounts };
  const file = logFile(global);
  if (file === undefined) return { value: own, diagnostics: [] };
  const volume = volumeOf(deployment, file);
  return {
    value: volume === undefined ? withLog(deployment, file) : own,
    diagnostics: isLasting(volume) ? [] : [report('log-not-kept', { file }, inGlobal(config, 'log'))]
  };
};

/** Whether a pod holds on to a volume that a pod beside it might not get. */
export const hasClaim = ({ volumes }: Deployment): boolean =>
  volumes.some(volume => Object.hasOwn(volume, 'persistentVolumeClaim'));
