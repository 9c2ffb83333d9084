import * as E from 'fp-ts/lib/Either.js';
import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { inObject } from '../diagnostic/Place.js';
import type { Place } from '../diagnostic/Place.js';
import { sequence } from '../Diagnosed.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Config, DomainAlias } from '../model/Config.js';
import * as Regex from '../Regex.js';
import { references } from './expandTemplate.js';

/** A domain alias, compiled. */
export interface AliasRule {
  readonly pattern: Regex.Regex;
  readonly templates: ReadonlyArray<string>;
}

/** The places of a SlimeBoot; none where there was no SlimeBoot. */
export const inConfig = ({ meta }: Config): ReadonlyArray<Place> =>
  meta === undefined ? [] : [inObject('SlimeBoot', { meta }, ['spec', 'module'])];

const unknownGroups = (
  places: ReadonlyArray<Place>,
  pattern: Regex.Regex,
  templates: ReadonlyArray<string>
) =>
  templates.flatMap(template =>
    [...new Set(references(template))]
      .filter(name => !pattern.hasGroup(name))
      .map((name): Diagnostic => report('template-literal', { template, reference: `$${name}` }, places))
  );

const compileRule =
  (places: ReadonlyArray<Place>) =>
  ({ pattern, templates }: DomainAlias): Diagnosed<ReadonlyArray<AliasRule>> => {
    const compiled = Regex.compile(pattern);
    return E.isLeft(compiled)
      ? { value: [], diagnostics: [report('pattern-invalid', { pattern, reason: compiled.left }, places)] }
      : {
          value: [{ pattern: compiled.right, templates }],
          diagnostics: unknownGroups(places, compiled.right, templates)
        };
  };

/** The domain aliases of a configuration. One bad pattern costs its own rule only. */
export const aliasRules = (config: Config): Diagnosed<ReadonlyArray<AliasRule>> => {
  const rules = sequence(config.general.domainAliases.map(compileRule(inConfig(config))));
  return { value: rules.value.flat(), diagnostics: rules.diagnostics };
};
