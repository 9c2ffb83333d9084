import { globalSidecarName, globalSidecars, keyOf, resourceKey } from '@meshfence/core';
import type { Config, GlobalSidecar, JsonObject, Resource } from '@meshfence/core';
import type { Action } from '../apply/Action.js';
import { decideResource, removeResource } from '../apply/decideResource.js';
import { fingerprint } from '../json.js';
import { sidecarPrint } from '../observe/Live.js';
import type { World } from '../observe/World.js';
import type { Applied } from './Applied.js';
import type { Compiler } from '../controller/Compiler.js';
import { placesOf } from '../controller/Resources.js';
import type { Resources } from '../controller/Resources.js';
import { isSlimesFilter } from './slimesFilters.js';

export interface ResourceWorkOptions {
  readonly world: World;
  readonly resources: Resources;
  readonly compiler: Compiler;
  readonly applied: Applied;
  readonly config: () => Config | undefined;
}

const isRoute = ({ kind, part }: Resource): boolean => kind === 'EnvoyFilter' && part === 'fallback';

/** Whether the global-sidecar of a namespace can take calls, and is ours: Slime's need not understand what ours sends. */
const isServing = ({ compiler, resources }: ResourceWorkOptions, namespace: string): boolean => {
  const isOthers = (each: Resource): boolean => resources.get(resourceKey(each))?.owner === 'other';
  const parts = compiler
    .desired()
    .resources.filter(each => each.part === 'global-sidecar' && each.namespace === namespace);
  const deployment = resources.get(`Deployment/${namespace}/${globalSidecarName}`);
  return (deployment?.available ?? 0) > 0 && !parts.some(isOthers);
};

const leadsTo = (route: JsonObject | undefined, { host }: GlobalSidecar): boolean =>
  route !== undefined && JSON.stringify(route).includes(host);

/**
 * Whether a resource's turn has come.
 *
 * Routes wait until the global-sidecars that they lead to can take calls: before, they would break what works. Those that
 * lead there already are kept right whatever happens.
 */
const isDue = (options: ResourceWorkOptions, desired: Resource): boolean => {
  const inForce = options.config();
  if (inForce === undefined || !isRoute(desired)) return true;
  const live = options.resources.get(resourceKey(desired))?.object;
  return globalSidecars(inForce)
    .filter(each => leadsTo(desired.object, each))
    .every(each => leadsTo(live, each) || isServing(options, each.namespace));
};

/** Whether all objects of a resource's kind and namespace are known: before, what is missing may only not be heard of. */
const isKnown = ({ config, resources }: ResourceWorkOptions, { kind, namespace }: Resource): boolean => {
  const inForce = config();
  const places = inForce === undefined ? [] : placesOf(inForce);
  return places
    .filter(place => place.wanted.kind === kind && place.namespace === namespace)
    .every(place => resources.isSynced(place));
};

/** The global-sidecar's own Sidecar is among those that are watched for fences. */
const decideSidecar = ({ applied, world }: ResourceWorkOptions, desired: Resource): ReadonlyArray<Action> => {
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

const decideDesired = (options: ResourceWorkOptions, desired: Resource): ReadonlyArray<Action> => {
  const { applied, resources } = options;
  if (desired.kind === 'Sidecar') return decideSidecar(options, desired);
  // Without its definition, an object has nowhere to go.
  const apiVersion = resources.apiVersion(desired.kind);
  if (apiVersion === undefined || !isKnown(options, desired) || !isDue(options, desired)) return [];
  const key = resourceKey(desired);
  return decideResource({
    desired,
    apiVersion,
    live: resources.get(key),
    isApplied: (live, object) => applied.is(key, live, fingerprint(object))
  });
};

/** Whether ours have taken the place of Slime's: all EnvoyFilters that shall be there are. */
const isReplaced = ({ compiler, resources }: ResourceWorkOptions): boolean => {
  const filters = compiler.desired().resources.filter(({ kind }) => kind === 'EnvoyFilter');
  return filters.some(isRoute) && filters.every(each => resources.get(resourceKey(each)) !== undefined);
};

const decideRemoval = (options: ResourceWorkOptions, key: string): ReadonlyArray<Action> => {
  const live = options.resources.get(key);
  if (live === undefined) return [];
  const isOurs = live.owner === 'meshfence' || (isSlimesFilter(key, live) && isReplaced(options));
  return isOurs ? removeResource(live) : [];
};

/** What is to be written for a resource, by `kind/namespace/name`. */
export const resourceWork =
  (options: ResourceWorkOptions) =>
  (key: string): ReadonlyArray<Action> => {
    const desired = options.compiler.desired().resources.find(each => resourceKey(each) === key);
    return desired === undefined ? decideRemoval(options, key) : decideDesired(options, desired);
  };
