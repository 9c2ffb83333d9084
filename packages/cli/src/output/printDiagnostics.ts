import type { DiagnosticFormat, FailOn } from '../command/Options.js';
import { printDiagnosticsJson, printGithub, printHuman, printSarif, printYaml } from '../core.js';
import type { Diagnostic, JsonObject, Severity } from '../core.js';
import { exit } from '../exit.js';
import type { Exit } from '../exit.js';

/** What a format needs beside the diagnostics themselves. */
export interface Surroundings {
  readonly sources: ReadonlyMap<string, string>;
  readonly colour: boolean;
  readonly version: string;
}

/** The diagnostics in a format; empty text where there are none and the format says so by saying nothing. */
export const printDiagnostics = (
  format: DiagnosticFormat,
  diagnostics: ReadonlyArray<Diagnostic>,
  { sources, colour, version }: Surroundings
): string => {
  switch (format) {
    case 'human':
      return printHuman(diagnostics, sources, { colour });
    case 'json':
      return printDiagnosticsJson(diagnostics, sources);
    case 'yaml':
      return printYaml(JSON.parse(printDiagnosticsJson(diagnostics, sources)) as ReadonlyArray<JsonObject>);
    case 'sarif':
      return printSarif(diagnostics, sources, { version });
    case 'github':
      return printGithub(diagnostics, sources);
  }
};

/** What the user named, else what suits the place: annotations in a workflow of GitHub, text elsewhere. */
export const chosenFormat = <F extends DiagnosticFormat>(
  named: F | undefined,
  environment: Readonly<Record<string, string | undefined>>
): F | 'human' | 'github' => named ?? (environment['GITHUB_ACTIONS'] === 'true' ? 'github' : 'human');

const rank: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 0 };
const least: Readonly<Record<FailOn, number>> = { error: 2, warning: 1, never: 3 };

/** The findings that make a run fail. */
export const failing = (diagnostics: ReadonlyArray<Diagnostic>, failOn: FailOn): ReadonlyArray<Diagnostic> =>
  diagnostics.filter(({ severity }) => rank[severity] >= least[failOn]);

/** The exit code that the findings call for. */
export const exitFor = (diagnostics: ReadonlyArray<Diagnostic>, failOn: FailOn): Exit =>
  failing(diagnostics, failOn).length > 0 ? exit.findings : exit.done;

/** Without infos, for those who want no more than they must know. */
export const shown = (
  diagnostics: ReadonlyArray<Diagnostic>,
  quiet: boolean | undefined
): ReadonlyArray<Diagnostic> =>
  quiet === true ? diagnostics.filter(({ severity }) => severity !== 'info') : diagnostics;
