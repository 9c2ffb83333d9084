import type { Deployment } from '../../model/Deployment.js';
import type { Json, JsonObject } from '../../model/Json.js';

/** The user that the image runs as, who owns what is mounted. */
const user = 65_532;

const podDefaults: JsonObject = {
  fsGroup: user,
  runAsGroup: user,
  runAsNonRoot: true,
  runAsUser: user,
  seccompProfile: { type: 'RuntimeDefault' }
};

const containerDefaults: JsonObject = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true
};

/** The defaults, the user's values in their place; null takes a default away, as it does in Kubernetes. */
const merged = (defaults: JsonObject, own: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries({ ...defaults, ...own }).filter(([, value]) => value !== null));

const without = (object: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

const isRoot = ({ runAsUser }: JsonObject): boolean => runAsUser === 0;

const addsSystemAdministration = (capabilities: Json | undefined): boolean => {
  const { add } = (capabilities ?? {}) as JsonObject;
  return Array.isArray(add) && add.some((each: Json) => each === 'SYS_ADMIN' || each === 'CAP_SYS_ADMIN');
};

/** The API server refuses a container that shall be privileged and shall not become so. */
const isPrivileged = ({ capabilities, privileged }: JsonObject): boolean =>
  privileged === true || addsSystemAdministration(capabilities);

const userOf = ({ runAsUser }: JsonObject): number | undefined =>
  typeof runAsUser === 'number' ? runAsUser : undefined;

/** Who the controller's process is. */
export const processUser = ({ containerSecurityContext, podSecurityContext }: Deployment): number =>
  userOf(containerSecurityContext) ?? userOf(podSecurityContext) ?? user;

/** The pod's security context. The kubelet starts no pod that shall be root and shall not, so the user's root wins. */
export const podSecurity = (deployment: Deployment): JsonObject => {
  const { containerSecurityContext, podSecurityContext } = deployment;
  const asRoot = isRoot(podSecurityContext) || isRoot(containerSecurityContext);
  return merged(asRoot ? without(podDefaults, 'runAsNonRoot') : podDefaults, podSecurityContext);
};

/** The container's security context. */
export const containerSecurity = ({ containerSecurityContext: own }: Deployment): JsonObject =>
  merged(isPrivileged(own) ? without(containerDefaults, 'allowPrivilegeEscalation') : containerDefaults, own);
