import * as E from 'fp-ts/lib/Either.js';
import type { Config } from '../model/Config.js';
import { normalize, whyInvalid } from '../model/Host.js';
import type { Json, JsonObject } from '../model/Json.js';
import type { Target } from './DispatchRule.js';
import { evaluate } from './template/evaluate.js';
import { parse } from './template/parse.js';

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What templates see: the SlimeBoot's spec, with the namespaces that hold where it names none. */
export const valuesOf = ({ global, values }: Config): JsonObject => ({
  namespace: global.slimeNamespace,
  istioNamespace: global.istioNamespace,
  ...(isObject(values) ? values : {})
});

/** The cluster that a rule names, its template filled in; why that cannot be done. */
export const clusterOf = (cluster: string, config: Config): E.Either<string, string> =>
  cluster.includes('{{') || cluster.includes('}}')
    ? E.chain((template: Parameters<typeof evaluate>[0]) => evaluate(template, valuesOf(config)))(
        parse(cluster)
      )
    : E.right(cluster);

const everywhere: ReadonlySet<string> = new Set(['PassthroughCluster', 'BlackHoleCluster']);

const subset = /^[^|]*$/;

/** The host of a cluster in Istio's form, `outbound|80||host`; undefined where it has another form. */
const hostOf = (cluster: string): string | undefined => {
  const [direction, port = '', name = '', host = '', ...rest] = cluster.split('|');
  const fits =
    direction === 'outbound' &&
    /^[1-9]\d{0,4}$/.test(port) &&
    Number(port) <= 65_535 &&
    subset.test(name) &&
    rest.length === 0 &&
    normalize(host) === host &&
    whyInvalid(host) === undefined;
  return fits ? host : undefined;
};

/** Whether a cluster is one that Istio makes, as far as its name tells. */
export const isIstios = (cluster: string): boolean =>
  everywhere.has(cluster) || hostOf(cluster) !== undefined;

/** A cluster's name as the target of a rule. */
export const targetOf = (cluster: string): Target =>
  cluster === '_GLOBAL_SIDECAR'
    ? { _tag: 'GlobalSidecar' }
    : { _tag: 'Cluster', cluster, host: hostOf(cluster) };
