import type { JsonObject } from '@meshfence/core';
import { answer } from './answer.js';
import type { Asked, Target } from './Asked.js';
import type { Definition } from './Definition.js';
import type { KubeObject } from './KubeObject.js';
import type { World } from './World.js';

// What a test does to a server's objects without asking over the network: it is neither recorded nor troubled.

const versionOf = ({ group, versions: [version = ''] }: Definition): string =>
  group === '' ? version : `${group}/${version}`;

const targetOf = (definition: Definition, namespace: string | undefined, name: string): Target => ({
  definition,
  apiVersion: versionOf(definition),
  namespace: definition.namespaced ? namespace : undefined,
  name,
  subresource: undefined
});

const askedBy = (manager: string, method: string, target: Target, body: JsonObject = {}): Asked => ({
  method,
  target,
  query: new URLSearchParams({ fieldManager: manager, force: 'true' }),
  body,
  contentType: 'application/apply-patch+yaml',
  userAgent: manager
});

/** Objects of a kind as they are now, in the order of their names. */
export const objectsOf = ({ store, definitions }: World, kind: string): ReadonlyArray<KubeObject> =>
  definitions.filter(each => each.kind === kind).flatMap(each => store.all(each).map(({ object }) => object));

/** Makes an object with its status, or writes over it; its namespace is made where it is missing. */
export const make = (world: World, object: KubeObject, manager: string): KubeObject => {
  const { kind, metadata } = object;
  const definition = world.definitionOf(kind);
  const { namespace = 'default', name } = metadata;
  const isNew = (each: string): boolean =>
    !objectsOf(world, 'Namespace').some(known => known.metadata.name === each);
  if (definition.namespaced && isNew(namespace))
    make(world, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, manager);
  const target = targetOf(definition, namespace, name);
  const write = (to: Target): KubeObject =>
    answer(world.store, world.snapshots, askedBy(manager, 'PATCH', to, object)).body as KubeObject;
  const made = write(target);
  return definition.status && object['status'] !== undefined
    ? write({ ...target, subresource: 'status' })
    : made;
};

/** Deletes an object; one that is not there is an error. */
export const eraseByForce = (
  world: World,
  kind: string,
  namespace: string | undefined,
  name: string
): void => {
  const target = targetOf(world.definitionOf(kind), namespace, name);
  answer(world.store, world.snapshots, askedBy('test', 'DELETE', target));
};
