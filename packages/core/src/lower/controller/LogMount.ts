import type { Deployment, Named, VolumeMount } from '../../model/Deployment.js';
import type { Json, JsonObject } from '../../model/Json.js';
import { covers } from './logFile.js';

/** The volume of the user's that a file would be written to, and how that would go. */
export interface LogMount {
  readonly volume: Named;
  readonly isReadOnly: boolean;
  /** Whether what is written is still there when the pod is not. */
  readonly isLasting: boolean;
  /** Whether Kubernetes may leave the owner as it is, whatever fsGroup says. A claim cannot be seen through. */
  readonly keepsOwner: boolean;
}

const hasAny = (object: JsonObject, names: ReadonlyArray<string>): boolean =>
  names.some(name => Object.hasOwn(object, name));

const readOnlyKinds = ['configMap', 'downwardAPI', 'projected', 'secret'];
const ownedElsewhere = ['hostPath', 'nfs', 'persistentVolumeClaim'];

/** A source of a volume may be read-only itself: `persistentVolumeClaim: {readOnly: true}`. */
const isReadOnlySource = (source: Json): boolean =>
  typeof source === 'object' && source !== null && 'readOnly' in source && source.readOnly === true;

const isReadOnly = (mount: VolumeMount, volume: Named): boolean =>
  mount['readOnly'] === true || hasAny(volume, readOnlyKinds) || Object.values(volume).some(isReadOnlySource);

/** The deepest mount above a file, which is the one that holds it; undefined where there is none. */
export const logMount = ({ volumeMounts, volumes }: Deployment, file: string): LogMount | undefined => {
  const [deepest] = volumeMounts
    .filter(({ mountPath }) => covers(mountPath, file))
    .toSorted((a, b) => b.mountPath.length - a.mountPath.length);
  const volume = volumes.find(({ name }) => name === deepest?.name);
  if (deepest === undefined || volume === undefined) return undefined;
  return {
    volume,
    isReadOnly: isReadOnly(deepest, volume),
    isLasting: !Object.hasOwn(volume, 'emptyDir'),
    keepsOwner: hasAny(volume, ownedElsewhere)
  };
};
