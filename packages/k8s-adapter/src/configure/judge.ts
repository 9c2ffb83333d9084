import { compile, emptyMesh, hasErrors, sorted } from '@meshfence/core';
import type { Config, Diagnosed, Diagnostic, Mesh } from '@meshfence/core';

/** What a configuration is worth. `config` is undefined where there is none at all. */
export interface Judged {
  readonly config: Config | undefined;
  readonly isGood: boolean;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
}

const isAboutConfig = ({ places }: Diagnostic): boolean =>
  places.some(({ object }) => object?.startsWith('SlimeBoot') === true);

/** What the compiler finds in a configuration that decodes well: a pattern that is none, a rule that leads nowhere. */
const findings = (config: Config): ReadonlyArray<Diagnostic> =>
  compile({ ...emptyMesh, config }).diagnostics.filter(
    diagnostic => diagnostic.severity === 'error' && isAboutConfig(diagnostic)
  );

/** Judges what was decoded. A configuration with errors would half work, which is worse than the one before it. */
export const judge = ({ diagnostics, value }: Diagnosed<Mesh>): Judged => {
  const config = value.config.meta === undefined ? undefined : value.config;
  const own = diagnostics.filter(({ code }) => code !== 'config-missing');
  const all = sorted([...own, ...(config === undefined ? [] : findings(config))]);
  return { config, isGood: config !== undefined && !hasErrors(all), diagnostics: all };
};
