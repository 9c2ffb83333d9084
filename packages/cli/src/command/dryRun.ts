import type { Capabilities } from '../Capabilities.js';
import { printYaml } from '../core.js';
import type { JsonObject } from '../core.js';
import { exit, failure } from '../exit.js';
import type { Exit } from '../exit.js';
import { paint, wantsColour } from '../output/Paint.js';
import { printDiagnostics, shown } from '../output/printDiagnostics.js';
import { printWrites, summarizeWrites } from '../output/printWrites.js';
import { withCluster } from '../cluster/withCluster.js';
import { configPlaceOf } from './controllerOptions.js';
import type { ControllerOptions } from './controllerOptions.js';

const remedy = 'Check --slimeboot, --config and --edges.';

const inWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Prints what the controller would write now, and writes nothing. */
export const runDryRun = async (
  { environment, now, stderr, stdout, version }: Capabilities,
  options: ControllerOptions
): Promise<Exit> => {
  const { diagnostics, ...found } = await withCluster(
    options,
    async (client, { preview, isRefusal, Unreachable }) => {
      try {
        return await preview({ client, config: configPlaceOf(options), edges: options.edges, now });
      } catch (error) {
        if (isRefusal(error) || error instanceof Unreachable) throw error;
        throw failure(exit.unreachable, `What would be written cannot be told: ${inWords(error)}.`, remedy);
      }
    }
  );
  if (options.output === 'human') {
    stdout.write(printWrites(found, paint(wantsColour(options.color, environment, stdout))));
  } else {
    const json = JSON.stringify(found, null, 2);
    stdout.write(options.output === 'json' ? `${json}\n` : printYaml([JSON.parse(json) as JsonObject]));
  }
  const colour = wantsColour(options.color, environment, stderr);
  stderr.write(printDiagnostics('human', shown(diagnostics, true), { sources: new Map(), colour, version }));
  stderr.write(summarizeWrites(found));
  return found.writes.length + found.obstacles.length === 0 ? exit.done : exit.findings;
};
