import type { Capabilities } from '../Capabilities.js';
import { printYaml } from '../core.js';
import type { JsonObject } from '../core.js';
import { exit } from '../exit.js';
import type { Exit } from '../exit.js';
import { paint, wantsColour } from '../output/Paint.js';
import { printWrites, summarizeWrites } from '../output/printWrites.js';
import { unreachable, withCluster } from '../cluster/withCluster.js';
import type { ControllerOptions } from './controllerOptions.js';

const configOf = ({ config, slimeboot }: ControllerOptions) =>
  config === undefined
    ? ({ _tag: 'SlimeBoot', ...slimeboot } as const)
    : ({ _tag: 'File', path: config } as const);

/** Prints what the controller would write now, and writes nothing. */
export const runDryRun = async (
  { environment, now, stderr, stdout }: Capabilities,
  options: ControllerOptions
): Promise<Exit> => {
  const { writes } = await withCluster(options, async (client, { preview }) => {
    try {
      return await preview({ client, config: configOf(options), edges: options.edges, now });
    } catch (error) {
      throw unreachable('What would be written cannot be told', error);
    }
  });
  if (options.output === 'human') {
    stdout.write(printWrites(writes, paint(wantsColour(options.color, environment, stdout))));
  } else {
    const json = JSON.stringify(writes, null, 2);
    stdout.write(options.output === 'json' ? `${json}\n` : printYaml(JSON.parse(json) as Array<JsonObject>));
  }
  stderr.write(summarizeWrites(writes));
  return writes.length === 0 ? exit.done : exit.findings;
};
