import { keyOf, resourceKey } from '@meshfence/core';
import type { Config, Resource } from '@meshfence/core';
import type { Action } from '../apply/Action.js';
import { decideResource, removeResource } from '../apply/decideResource.js';
import type { Compiler } from '../compile/Compiler.js';
import { fingerprint } from '../json.js';
import { sidecarPrint } from '../observe/Live.js';
import type { Resources } from '../observe/Resources.js';
import { newSelectionIndex } from '../observe/selections.js';
import type { World } from '../observe/World.js';
import type { Applied } from './Applied.js';
import { newRoutes } from './Routes.js';
import type { Routes } from './Routes.js';
import { isSlimesFilter } from './slimesFilters.js';

export interface ResourceWorkOptions {
  readonly world: World;
  readonly resources: Resources;
  readonly compiler: Compiler;
  readonly applied: Applied;
  readonly config: () => Config | undefined;
}

/** What decisions about single resources share, so that none of them looks at all others. */
interface Shared extends ResourceWorkOptions {
  readonly selections: ReturnType<typeof newSelectionIndex>;
  readonly routes: Routes;
}

/** Whether all objects of a resource's kind and namespace are known: before, what is missing may only not be heard of. */
const isKnown = ({ config, resources, selections }: Shared, { kind, namespace }: Resource): boolean => {
  const inForce = config();
  const all = inForce === undefined ? [] : selections(inForce, kind, namespace);
  return all.every(each => resources.isSynced(each));
};

/** The global-sidecar's own Sidecar is among those that are watched for fences. */
const decideSidecar = ({ applied, world }: Shared, desired: Resource): ReadonlyArray<Action> => {
  const { kind, name, namespace } = desired;
  const apiVersion = world.resource('Sidecar')?.apiVersion;
  const live = world.sidecars.get(keyOf(desired));
  if (apiVersion === undefined || live?.deleting === true || live?.owner === 'other') return [];
  const object = { ...desired.object, apiVersion };
  const print = sidecarPrint(object);
  if (live !== undefined && (live.print === print || applied.is(resourceKey(desired), live, print)))
    return [];
  return [{ verb: 'apply', target: { apiVersion, kind, namespace, name }, object, live, adopt: undefined }];
};

const decideDesired = (shared: Shared, desired: Resource): ReadonlyArray<Action> => {
  const { applied, resources, routes } = shared;
  if (desired.kind === 'Sidecar') return decideSidecar(shared, desired);
  // Without its definition, an object has nowhere to go.
  const apiVersion = resources.apiVersion(desired.kind);
  if (apiVersion === undefined || !isKnown(shared, desired) || !routes.isDue(desired)) return [];
  const key = resourceKey(desired);
  return decideResource({
    desired,
    apiVersion,
    live: resources.get(key),
    isApplied: (live, object) => applied.is(key, live, fingerprint(object))
  });
};

const decideRemoval = ({ resources, routes }: Shared, key: string): ReadonlyArray<Action> => {
  const live = resources.get(key);
  if (live === undefined) return [];
  const isOurs = live.owner === 'meshfence' || (isSlimesFilter(key, live) && routes.haveReplaced());
  return isOurs ? removeResource(live) : [];
};

/** What is to be written for a resource, by `kind/namespace/name`. */
export const resourceWork = (options: ResourceWorkOptions): ((key: string) => ReadonlyArray<Action>) => {
  const shared: Shared = { ...options, selections: newSelectionIndex(), routes: newRoutes(options) };
  return key => {
    const desired = options.compiler.desired().resources.get(key);
    return desired === undefined ? decideRemoval(shared, key) : decideDesired(shared, desired);
  };
};
