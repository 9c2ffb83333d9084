import type { Json, JsonObject } from '../../../../src/model/Json.js';
import type { Resource } from '../../../../src/model/Resource.js';
import { compiled } from '../../given/compiled.js';
import type { Compiled } from '../../given/compiled.js';
import { slimeBoot } from '../../given/objects.js';

/** What follows from settings with a global-sidecar that is switched on, and from other objects. */
export const withGlobalSidecar = (general: JsonObject, ...others: ReadonlyArray<Json>): Compiled =>
  compiled([
    slimeBoot({ wormholePort: ['9080'], ...general }, {}, { component: { globalSidecar: { enable: true } } }),
    ...others
  ]);

/** The names of the resources of a kind, by namespace. */
export const names = ({ plan }: Compiled, kind: string): ReadonlyArray<string> =>
  plan.resources.filter(each => each.kind === kind).map(({ name, namespace }) => `${namespace}/${name}`);

export const find = ({ plan }: Compiled, kind: string, key: string): Resource | undefined =>
  plan.resources.find(each => each.kind === kind && `${each.namespace}/${each.name}` === key);

/** A patch of an EnvoyFilter, as far as tests ask about it. */
export interface Patch {
  readonly applyTo: string;
  readonly match: {
    readonly proxy?: JsonObject;
    readonly routeConfiguration?: {
      readonly portNumber?: number;
      readonly vhost: { readonly name: string };
    };
    readonly listener?: { readonly portNumber: number };
  };
  readonly patch: { readonly operation: string; readonly value: RouteValue };
}

interface RouteValue {
  readonly name: string;
  readonly match?: JsonObject;
  readonly route: { readonly cluster: string; readonly timeout: string };
  readonly request_headers_to_add?: ReadonlyArray<{
    readonly append_action: string;
    readonly header: { readonly key: string; readonly value: string };
  }>;
}

/** The patches of an EnvoyFilter. */
export const patches = (result: Compiled, key: string): ReadonlyArray<Patch> => {
  const spec = find(result, 'EnvoyFilter', key)?.object['spec'] as
    { readonly configPatches: ReadonlyArray<Patch> } | undefined;
  return spec?.configPatches ?? [];
};

/** The routes of a virtual host in the order in which Envoy has them once the patches are applied, then the default. */
export const routes = (result: Compiled, key: string, catchAll: string): ReadonlyArray<RouteValue> => {
  const own = patches(result, key).filter(
    ({ applyTo, match }) => applyTo === 'HTTP_ROUTE' && match.routeConfiguration?.vhost.name === catchAll
  );
  const inserted = own.filter(({ patch }) => patch.operation === 'INSERT_FIRST');
  const merged = own.filter(({ patch }) => patch.operation === 'MERGE');
  return [...inserted.toReversed(), ...merged].map(({ patch }) => patch.value);
};
