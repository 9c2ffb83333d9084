import * as E from 'fp-ts/lib/Either.js';
import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import type { Place } from '../diagnostic/Place.js';
import { diagnosed, sequence } from '../Diagnosed.js';
import type { Diagnosed } from '../Diagnosed.js';
import { hasGlobalSidecar } from '../model/GlobalSidecar.js';
import type { Config, Dispatch } from '../model/Config.js';
import type { Path } from '../model/Origin.js';
import { inSetting } from '../diagnostic/inConfig.js';
import * as authority from './authority.js';
import type { DispatchRule, Target } from './DispatchRule.js';
import { clusterOf, isIstios, targetOf } from './target.js';

/** One rule of the SlimeBoot, and where findings about it point. */
interface Given {
  readonly config: Config;
  readonly index: number;
  readonly dispatch: Dispatch;
}

const at = ({ config, index }: Given, path: Path = []): ReadonlyArray<Place> =>
  inSetting(config, 'dispatches', { index, of: config.general.dispatches.length, path });

/** The rule's target; nothing where it has none that could ever be reached. */
const target = (given: Given): Diagnosed<Target | undefined> => {
  const { config, dispatch } = given;
  const { cluster: text, name } = dispatch;
  const places = at(given, ['cluster']);
  const cluster = clusterOf(text, config);
  if (E.isLeft(cluster)) {
    const parameters = { rule: name, cluster: text, why: cluster.left };
    return diagnosed(undefined, [report('dispatch-template-invalid', parameters, places)]);
  }
  const found = targetOf(cluster.right);
  if (found._tag === 'GlobalSidecar') {
    return hasGlobalSidecar(config)
      ? diagnosed(found, [])
      : diagnosed(undefined, [report('dispatch-without-global-sidecar', { rule: name }, places)]);
  }
  return cluster.right === ''
    ? diagnosed(undefined, [report('dispatch-cluster-unknown', { rule: name, cluster: '' }, places)])
    : diagnosed(
        found,
        isIstios(cluster.right)
          ? []
          : [report('dispatch-cluster-unknown', { rule: name, cluster: cluster.right }, places)]
      );
};

const regexOf = (given: Given): Diagnosed<string | undefined> => {
  const { domainRegex: pattern = '' } = given.dispatch;
  if (pattern === '') return diagnosed(undefined, []);
  const regex = authority.ofRegex(pattern);
  return E.isRight(regex)
    ? diagnosed(regex.right, [])
    : diagnosed(undefined, [
        report('pattern-invalid', { pattern, reason: regex.left }, at(given, ['domainRegex']))
      ]);
};

const domainsOf = (given: Given): Diagnosed<ReadonlyArray<string>> => {
  const { domains, name } = given.dispatch;
  const all = domains.map((domain, index) => ({ domain, index, regex: authority.ofDomain(domain) }));
  return diagnosed(
    all.flatMap(({ regex }) => (regex === undefined ? [] : [regex])),
    all
      .filter(({ domain, regex }) => regex === undefined && !authority.isEverything(domain))
      .map(({ domain, index }) =>
        report('dispatch-domain-invalid', { rule: name, domain }, at(given, ['domains', index]))
      )
  );
};

/** Which authorities a rule takes: `all`, those of an expression, or none. */
const matched = (given: Given): Diagnosed<{ readonly authority: string | undefined } | undefined> => {
  const { dispatch } = given;
  if (authority.isEmpty(dispatch)) {
    return diagnosed(undefined, [report('dispatch-empty', { rule: dispatch.name }, at(given))]);
  }
  const domains = domainsOf(given);
  const regex = regexOf(given);
  const found = [...domains.diagnostics, ...regex.diagnostics];
  if (dispatch.domains.some(authority.isEverything)) return diagnosed({ authority: undefined }, found);
  const expression = authority.authorityOf(domains.value, regex.value);
  if (E.isLeft(expression)) {
    const parameters = { pattern: dispatch.domainRegex ?? '', reason: expression.left };
    return diagnosed(undefined, [...found, report('pattern-invalid', parameters, at(given))]);
  }
  return expression.right === undefined
    ? diagnosed(undefined, found)
    : diagnosed({ authority: expression.right }, found);
};

const rule = (given: Given): Diagnosed<DispatchRule | undefined> => {
  const taken = matched(given);
  const sent = target(given);
  const { dispatch, index } = given;
  const value =
    taken.value === undefined || sent.value === undefined
      ? undefined
      : {
          index,
          name: dispatch.name,
          authority: taken.value.authority,
          matches: authority.written(dispatch),
          target: sent.value
        };
  return diagnosed(value, [...taken.diagnostics, ...sent.diagnostics]);
};

/** Rules that can never be reached, because one before them takes everything. */
const shadowed = (
  rules: ReadonlyArray<DispatchRule>,
  givens: ReadonlyArray<Given>
): ReadonlyArray<Diagnostic> => {
  const last = rules.findIndex(each => each.authority === undefined);
  const by = rules[last];
  if (by === undefined) return [];
  return rules.slice(last + 1).flatMap(({ index, name }) => {
    const given = givens[index];
    return given === undefined ? [] : [report('dispatch-shadowed', { rule: name, by: by.name }, at(given))];
  });
};

/** Domains that an earlier rule has already: as virtual hosts Envoy would reject them, as routes only the first counts. */
const repeated = (givens: ReadonlyArray<Given>): ReadonlyArray<Diagnostic> => {
  const first = new Map<string, string>();
  return givens.flatMap(given =>
    given.dispatch.domains.flatMap((domain, index) => {
      const key = authority.domainKey(domain);
      const by = first.get(key);
      if (by === undefined) first.set(key, given.dispatch.name);
      const parameters = { domain, rule: given.dispatch.name, by: by ?? '' };
      return by === undefined
        ? []
        : [report('dispatch-domain-duplicate', parameters, at(given, ['domains', index]))];
    })
  );
};

/** The dispatch rules of a configuration that can work, in their order. None where the module is switched off. */
export const dispatchRules = (config: Config): Diagnosed<ReadonlyArray<DispatchRule>> => {
  if (!config.enable) return diagnosed([], []);
  const givens = config.general.dispatches.map((dispatch, index): Given => ({ config, index, dispatch }));
  const { diagnostics, value } = sequence(givens.map(rule));
  const rules = value.filter(each => each !== undefined);
  return diagnosed(rules, [...diagnostics, ...shadowed(rules, givens), ...repeated(givens)]);
};
