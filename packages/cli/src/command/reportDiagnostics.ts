import type { Capabilities } from '../Capabilities.js';
import type { Exit } from '../exit.js';
import type { Compiled } from '../input/readMesh.js';
import { wantsColour } from '../output/Paint.js';
import { chosenFormat, exitFor, printDiagnostics, shown } from '../output/printDiagnostics.js';
import type { DiagnosticFormat, ReportOptions } from './Options.js';

/** Writes the findings to standard error, and gives the exit code that they call for. */
export const reportDiagnostics = (
  { stderr, environment, version }: Capabilities,
  { diagnostics, sources }: Pick<Compiled, 'diagnostics' | 'sources'>,
  options: ReportOptions & { readonly diagnostics?: DiagnosticFormat }
): Exit => {
  const format = chosenFormat(options.diagnostics, environment);
  const colour = wantsColour(options.color, environment, stderr);
  stderr.write(printDiagnostics(format, shown(diagnostics, options.quiet), { sources, colour, version }));
  return exitFor(diagnostics, options.failOn);
};
