import { globalSidecarName, globalSidecars, resourceKey } from '@meshfence/core';
import type { Config, GlobalSidecar, JsonObject, Resource } from '@meshfence/core';
import type { Compiler } from '../compile/Compiler.js';
import type { Desired } from '../compile/Desired.js';
import { keepLast } from '../keepLast.js';
import type { Resources } from '../observe/Resources.js';

/** The routes that lead fallback traffic to global-sidecars, and what they wait for. */
export interface Routes {
  /**
   * Whether a resource's turn has come.
   *
   * Routes wait until the global-sidecars that they lead to can take calls: before, they would break what works. Those that
   * lead there already are kept right whatever happens.
   */
  readonly isDue: (desired: Resource) => boolean;
  /** Whether ours have taken the place of Slime's: all EnvoyFilters that shall be there are. */
  readonly haveReplaced: () => boolean;
}

export interface RoutesOptions {
  readonly compiler: Pick<Compiler, 'desired'>;
  readonly resources: Pick<Resources, 'get' | 'revision'>;
  readonly config: () => Config | undefined;
}

type ByNamespace = ReadonlyMap<string, GlobalSidecar>;

const isRoute = ({ kind, part }: Resource): boolean => kind === 'EnvoyFilter' && part === 'fallback';

const byNamespaceOf = (config: Config): ByNamespace =>
  new Map(globalSidecars(config).map(each => [each.namespace, each]));

const filtersOf = ({ resources }: Desired): ReadonlyArray<Resource> =>
  [...resources.values()].filter(({ kind }) => kind === 'EnvoyFilter');

/** How every global-sidecar's host begins. */
const beginning = new RegExp(`${globalSidecarName}\\.([a-z0-9-]+)\\.svc\\.`, 'g');

/** The namespaces of the global-sidecars whose hosts a route names. */
const leadsTo = (known: ByNamespace, route: JsonObject | undefined): ReadonlySet<string> => {
  const text = JSON.stringify(route ?? {});
  const named = [...text.matchAll(beginning)].flatMap(([, namespace = '']) => known.get(namespace) ?? []);
  return new Set(named.filter(({ host }) => text.includes(host)).map(({ namespace }) => namespace));
};

export const newRoutes = ({ compiler, config, resources }: RoutesOptions): Routes => {
  const byNamespace = keepLast(byNamespaceOf);
  const filters = keepLast(filtersOf);

  /** Whether the global-sidecar of a namespace can take calls, and is ours: Slime's need not understand what ours sends. */
  const isServing = (namespace: string): boolean => {
    const isOthers = (each: Resource): boolean => resources.get(resourceKey(each))?.owner === 'other';
    const parts = compiler.desired().globalSidecars.get(namespace) ?? [];
    const deployment = resources.get(`Deployment/${namespace}/${globalSidecarName}`);
    return (deployment?.available ?? 0) > 0 && !parts.some(isOthers);
  };

  const areAllThere = (wanted: ReadonlyArray<Resource>): boolean =>
    wanted.some(isRoute) && wanted.every(each => resources.get(resourceKey(each)) !== undefined);

  /** One answer for as long as nothing changes: many of Slime's may ask. */
  const answer = keepLast((_revision: number) => keepLast(areAllThere));

  return {
    haveReplaced: () => answer(resources.revision())(filters(compiler.desired())),
    isDue: desired => {
      const inForce = config();
      if (inForce === undefined || !isRoute(desired)) return true;
      const known = byNamespace(inForce);
      const there = leadsTo(known, resources.get(resourceKey(desired))?.object);
      return [...leadsTo(known, desired.object)].every(each => there.has(each) || isServing(each));
    }
  };
};
