import * as E from 'fp-ts/lib/Either.js';
import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import type { Place } from '../diagnostic/Place.js';
import { sequence } from '../Diagnosed.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Config, DomainAlias } from '../model/Config.js';
import type { Path } from '../model/Origin.js';
import * as Regex from '../Regex.js';
import { references } from './expandTemplate.js';
import { inSetting } from '../diagnostic/inConfig.js';

/** A domain alias, compiled. */
export interface AliasRule {
  readonly pattern: Regex.Regex;
  readonly templates: ReadonlyArray<string>;
}

/** The place of one part of an alias rule. */
type At = (...path: Path) => ReadonlyArray<Place>;

const unknownGroups = (at: At, pattern: Regex.Regex, templates: ReadonlyArray<string>) =>
  templates.flatMap((template, index) =>
    [...new Set(references(template))]
      .filter(name => !pattern.hasGroup(name))
      .map((name): Diagnostic =>
        report('template-literal', { template, reference: `$${name}` }, at('templates', index))
      )
  );

const compileRule = (at: At, { pattern, templates }: DomainAlias): Diagnosed<ReadonlyArray<AliasRule>> => {
  const compiled = Regex.compile(pattern);
  if (E.isLeft(compiled)) {
    const found = report('pattern-invalid', { pattern, reason: compiled.left }, at('pattern'));
    return { value: [], diagnostics: [found] };
  }
  const value = [{ pattern: compiled.right, templates }];
  return { value, diagnostics: unknownGroups(at, compiled.right, templates) };
};

/** The domain aliases of a configuration. One bad pattern costs its own rule only. */
export const aliasRules = (config: Config): Diagnosed<ReadonlyArray<AliasRule>> => {
  const { domainAliases } = config.general;
  const at =
    (index: number): At =>
    (...path) =>
      inSetting(config, 'domainAliases', { index, of: domainAliases.length, path });
  const rules = sequence(domainAliases.map((rule, index) => compileRule(at(index), rule)));
  return { value: rules.value.flat(), diagnostics: rules.diagnostics };
};
