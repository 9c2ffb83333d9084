import { compile, install, ownedObjects, resourceKey } from '@meshfence/core';
import type { JsonObject, Mesh, Resource } from '@meshfence/core';
import { firstOf } from './Violation.js';
import type { Violation } from './Violation.js';

const label = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const name = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;
const serviceName = /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const key = /^(?:[a-z0-9][-a-z0-9.]{0,252}\/)?[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/;
const value = /^(?:[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?)?$/;

const withoutNamespace = ['CustomResourceDefinition', 'Namespace', 'ClusterRole', 'ClusterRoleBinding'];

const named = (resource: Resource): Violation => {
  const form = resource.kind === 'Service' ? serviceName : name;
  if (!form.test(resource.name)) return `${resourceKey(resource)} has no name`;
  const isFree = withoutNamespace.includes(resource.kind) && resource.namespace === '';
  return isFree || label.test(resource.namespace) ? undefined : `${resourceKey(resource)} has no namespace`;
};

/** Every mapping under one of these names, wherever it stands in an object. */
const under = (object: unknown, names: ReadonlyArray<string>): ReadonlyArray<object> => {
  if (typeof object !== 'object' || object === null) return [];
  return Object.entries(object).flatMap(([each, inner]: readonly [string, unknown]) => [
    ...(names.includes(each) && typeof inner === 'object' && inner !== null ? [inner] : []),
    ...under(inner, names)
  ]);
};

const isEmpty = (selector: object): boolean =>
  Object.keys('labels' in selector ? (selector.labels as object) : selector).length === 0;

const isLabel = ([each, text]: readonly [string, unknown]): boolean =>
  key.test(each) && typeof text === 'string' && value.test(text);

/** A definition speaks of labels, and has none. */
const isDefinition = ({ kind }: Resource): boolean => kind === 'CustomResourceDefinition';

const labelled = (resource: Resource): Violation => {
  if (isDefinition(resource)) return undefined;
  const all = under(resource.object, ['labels', 'matchLabels', 'nodeSelector']);
  const bad = all.flatMap(Object.entries).find(each => !isLabel(each));
  return bad && `${resourceKey(resource)} has the label ${JSON.stringify(bad)}`;
};

const sound = (resource: Resource): Violation =>
  under(resource.object, ['workloadSelector', 'matchLabels']).some(isEmpty)
    ? `${resourceKey(resource)} has an empty selector`
    : (named(resource) ?? labelled(resource));

const allSound = (resources: ReadonlyArray<Resource>): Violation => {
  const keys = resources.map(resourceKey);
  const twice = keys.find((each, index) => keys.indexOf(each) !== index);
  return twice === undefined ? firstOf(resources, sound) : `${twice} is there twice`;
};

/** Law 3 for resources: Kubernetes takes their names and labels, none is there twice, none selects everything. */
export const resourcesSound = (mesh: Mesh): Violation => allSound(compile(mesh).value.resources);

/** The same for all that is installed, the controller's workload among it. */
export const installationSound = (mesh: Mesh): Violation => allSound(install(mesh).value);

const live = ({ object }: Resource): JsonObject => ({
  ...object,
  metadata: { ...(object['metadata'] as JsonObject), uid: 'of-a-cluster' }
});

/** What is installed is found again in the cluster, to be removed: all but what others' objects may need. */
export const installationOwned = (mesh: Mesh): Violation => {
  const installed = install(mesh).value;
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: installed.map(live) });
  const { value: found } = ownedObjects([{ file: 'live.json', text }]);
  const owned = new Set(found.owned.map(each => `${each.kind}/${each.namespace}/${each.name}`));
  const made = installed.filter(each => each.kind !== 'Namespace' && !isDefinition(each)).map(resourceKey);
  const lost = made.find(each => !owned.has(each));
  if (lost !== undefined) return `${lost} is not known as ours`;
  if (owned.size > made.length) return 'more is known as ours than was installed';
  return found.live || made.length === 0 ? undefined : 'a live installation is not taken for one';
};
