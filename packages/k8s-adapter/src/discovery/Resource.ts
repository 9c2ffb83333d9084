/** A kind of objects, and where it may be found: the versions in order of preference. */
export interface Wanted {
  readonly group: string;
  readonly versions: ReadonlyArray<string>;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** A kind of objects where it is served. `apiVersion` is `v1`, or `group/version`. */
export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** `v1`, or `group/version`. */
export const apiVersionOf = (group: string, version: string): string =>
  group === '' ? version : `${group}/${version}`;

/** `apps/v1` and `Deployment` as a name for messages: `deployments.apps`. */
export const nameOf = ({ group, plural }: Wanted): string => (group === '' ? plural : `${plural}.${group}`);

const root = (apiVersion: string): string =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

/** The path of all objects of a kind, or of those in one namespace. */
export const collectionPath = ({ apiVersion, namespaced, plural }: Resource, namespace = ''): string =>
  `${root(apiVersion)}${namespaced && namespace !== '' ? `/namespaces/${encodeURIComponent(namespace)}` : ''}/${plural}`;

/** The path of one object. */
export const objectPath = (resource: Resource, namespace: string, name: string): string =>
  `${collectionPath(resource, namespace)}/${encodeURIComponent(name)}`;

/** The path of a version's list of kinds. */
export const versionPath = root;
