import * as E from 'fp-ts/lib/Either.js';
import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { diagnosed, sequence } from '../Diagnosed.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Config } from '../model/Config.js';
import { hasGlobalSidecar } from '../model/GlobalSidecar.js';
import { domainKey } from './authority.js';
import type { DispatchRule, Target } from './DispatchRule.js';
import { givens, placesOf } from './Given.js';
import type { Given } from './Given.js';
import { matchers } from './matchers.js';
import { clusterOf, isIstios, targetOf } from './target.js';

/** The rule's target; nothing where it has none that could ever be reached. */
const target = (given: Given): Diagnosed<Target | undefined> => {
  const { config, dispatch } = given;
  const { cluster: text, name: rule } = dispatch;
  const places = placesOf(given, 'cluster');
  const cluster = clusterOf(text, config);
  if (E.isLeft(cluster)) {
    const parameters = { rule, cluster: text, why: cluster.left };
    return diagnosed(undefined, [report('dispatch-template-invalid', parameters, places)]);
  }
  const found = targetOf(cluster.right);
  if (found._tag === 'GlobalSidecar') {
    return hasGlobalSidecar(config)
      ? diagnosed(found, [])
      : diagnosed(undefined, [report('dispatch-without-global-sidecar', { rule }, places)]);
  }
  return diagnosed(
    cluster.right === '' ? undefined : found,
    isIstios(cluster.right)
      ? []
      : [report('dispatch-cluster-unknown', { rule, cluster: cluster.right }, places)]
  );
};

const rules = (given: Given): Diagnosed<ReadonlyArray<DispatchRule>> => {
  const taken = matchers(given);
  const sent = target(given);
  const { dispatch, index } = given;
  const to = sent.value;
  const value =
    to === undefined ? [] : taken.value.map(each => ({ index, name: dispatch.name, ...each, target: to }));
  return diagnosed(value, [...taken.diagnostics, ...sent.diagnostics]);
};

/** Rules that can never be reached, because one before them takes everything. */
const shadowed = (
  all: ReadonlyArray<DispatchRule>,
  given: ReadonlyArray<Given>
): ReadonlyArray<Diagnostic> => {
  const by = all.find(({ authority }) => authority === undefined);
  if (by === undefined) return [];
  const behind = new Set(all.filter(({ index }) => index > by.index).map(({ index }) => index));
  return given
    .filter(({ index }) => behind.has(index))
    .map(each => report('dispatch-shadowed', { rule: each.dispatch.name, by: by.name }, placesOf(each)));
};

/** Domains that an earlier rule has already: as virtual hosts Envoy would reject them, as routes only the first counts. */
const repeated = (given: ReadonlyArray<Given>): ReadonlyArray<Diagnostic> => {
  const first = new Map<string, Given>();
  return given.flatMap(each =>
    each.dispatch.domains.flatMap((domain, nth) => {
      const by = first.get(domainKey(domain));
      if (by === undefined) first.set(domainKey(domain), each);
      if (by === undefined || by.index === each.index) return [];
      const parameters = { domain, rule: each.dispatch.name, by: by.dispatch.name };
      return [report('dispatch-domain-duplicate', parameters, placesOf(each, 'domains', nth))];
    })
  );
};

/** Whatever stands behind what takes everything is no route. */
const reachable = (all: ReadonlyArray<DispatchRule>): ReadonlyArray<DispatchRule> => {
  const last = all.findIndex(({ authority }) => authority === undefined);
  return last === -1 ? all : all.slice(0, last + 1);
};

/**
 * The dispatch rules of a configuration that can work, in their order; one with many domains comes as several.
 *
 * None where the module is switched off.
 */
export const dispatchRules = (config: Config): Diagnosed<ReadonlyArray<DispatchRule>> => {
  if (!config.enable) return diagnosed([], []);
  const given = givens(config);
  const { diagnostics, value } = sequence(given.map(rules));
  const all = value.flat();
  return diagnosed(reachable(all), [...diagnostics, ...shadowed(all, given), ...repeated(given)]);
};
