import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { inObject } from '../diagnostic/Place.js';
import type { Diagnosed } from '../Diagnosed.js';
import { groupBy } from '../groupBy.js';
import { defaultConfig } from '../model/Config.js';
import type { Config } from '../model/Config.js';
import type { Instant } from '../model/Instant.js';
import type { Mesh } from '../model/Mesh.js';
import { keyOf } from '../model/Meta.js';
import type { Meta } from '../model/Meta.js';
import { by } from '../order.js';
import type { Decoded } from './Decoded.js';

interface Placed {
  readonly meta: Meta;
}

/** Without its origin: two copies of an object are the same object wherever they stand. */
const content = (value: Placed): string =>
  JSON.stringify({ ...value, meta: { ...value.meta, origin: undefined } });

/** Sorts by a text that is dear to make, so once for each. */
const sortedBy = <A>(all: ReadonlyArray<A>, key: (value: A) => string): ReadonlyArray<A> =>
  all
    .map(each => [key(each), each] as const)
    .sort(by(([text]) => text))
    .map(([, each]) => each);

/** One object of each name. Which one is kept depends on what they say, never on their order. */
const unique = <A extends Placed>(kind: string, all: ReadonlyArray<A>): Diagnosed<ReadonlyArray<A>> => {
  const groups = groupBy(all, each => keyOf(each.meta));
  const several = [...groups.values()].filter(group => group.length > 1);
  const chosen = (group: ReadonlyArray<A>): ReadonlyArray<A> =>
    group.length === 1 ? group : sortedBy(group, content).slice(0, 1);
  return {
    value: [...groups.values()].flatMap(chosen),
    diagnostics: several.map(group => {
      const places = group.map(each => inObject(kind, each));
      return report('object-duplicate', { object: places[0]?.object ?? kind }, places);
    })
  };
};

const configOf = (all: ReadonlyArray<Config>): Diagnosed<Config> => {
  const key = ({ enable, meta, module, values }: Config) =>
    [enable ? 0 : 1, meta === undefined ? '' : keyOf(meta), module, JSON.stringify(values)].join('\0');
  const [first, ...rest] = sortedBy(all, key);
  if (first === undefined) return { value: defaultConfig, diagnostics: [report('config-missing', {}, [])] };
  const places = [first, ...rest].flatMap(({ meta }) =>
    meta === undefined ? [] : [inObject('SlimeBoot', { meta })]
  );
  const several: ReadonlyArray<Diagnostic> =
    rest.length === 0
      ? []
      : [report('config-several', { used: first.meta === undefined ? '' : keyOf(first.meta) }, places)];
  return { value: first, diagnostics: several };
};

type Field = Exclude<Decoded['field'], 'config' | 'edges'>;
type ValueOf<F extends Decoded['field']> = Extract<Decoded, { readonly field: F }>['value'];

const select = <F extends Decoded['field']>(
  all: ReadonlyArray<Decoded>,
  field: F
): ReadonlyArray<ValueOf<F>> => all.flatMap(each => (each.field === field ? [each.value as ValueOf<F>] : []));

/** All decoded objects as one mesh. */
export const assemble = (all: ReadonlyArray<Decoded>, now: Instant | undefined): Diagnosed<Mesh> => {
  const of = <F extends Field>(field: F, kind: string) => unique<ValueOf<F>>(kind, select(all, field));
  const config = configOf(select(all, 'config'));
  const namespaces = of('namespaces', 'Namespace');
  const services = of('services', 'Service');
  const serviceEntries = of('serviceEntries', 'ServiceEntry');
  const virtualServices = of('virtualServices', 'VirtualService');
  const fences = of('fences', 'ServiceFence');
  const sidecars = of('sidecars', 'Sidecar');
  const pods = of('pods', 'Pod');
  const endpointSlices = of('endpointSlices', 'EndpointSlice');
  const lists = select(all, 'edges');
  const parts = [
    config,
    namespaces,
    services,
    serviceEntries,
    virtualServices,
    fences,
    sidecars,
    pods,
    endpointSlices
  ];
  return {
    value: {
      config: config.value,
      namespaces: namespaces.value,
      services: services.value,
      serviceEntries: serviceEntries.value,
      virtualServices: virtualServices.value,
      fences: fences.value,
      sidecars: sidecars.value,
      pods: pods.value,
      endpointSlices: endpointSlices.value,
      edges: lists.flatMap(({ edges }) => edges),
      sources: lists.flatMap(({ sources }) => sources),
      hearings: lists.flatMap(({ hearings }) => hearings),
      now
    },
    diagnostics: parts.flatMap(part => part.diagnostics)
  };
};
