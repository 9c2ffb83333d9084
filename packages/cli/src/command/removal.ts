import type { Removed } from '@meshfence/k8s-adapter';
import type { Capabilities } from '../Capabilities.js';
import { withCluster } from '../cluster/withCluster.js';
import { exit, failure } from '../exit.js';
import type { Exit } from '../exit.js';
import { paint, wantsColour } from '../output/Paint.js';
import { printRemoval, summary } from '../output/removal/printRemoval.js';
import { counted } from '../output/words.js';
import type { UninstallOptions } from './Options.js';

const lineOf = ({ owned: { kind, name, namespace }, refused }: Removed): string => {
  const object = `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
  return refused === undefined ? `removed ${object}\n` : `NOT removed ${object}: ${refused}\n`;
};

/** Whoever removes something from a cluster says so twice. */
const refuse = (): never => {
  throw failure(
    exit.usage,
    'This would remove what is listed from the cluster.',
    'Say --yes to do it, or --print to see the list only.'
  );
};

/** Files are only listed; a cluster is the only thing that anything is removed from. */
export const checkRemoval = (
  paths: ReadonlyArray<string>,
  { live, print, yes }: UninstallOptions,
  name: string
): void => {
  if (live === true && paths.length > 0)
    throw failure(
      exit.usage,
      '--live looks at the cluster, and at no paths.',
      'Give either --live or paths.'
    );
  if (live !== true && (print !== true || yes === true))
    throw failure(
      exit.usage,
      'From files nothing can be removed: what they hold can only be listed.',
      `Say --print; or --live, for what is in the cluster: ${name} uninstall --live --print`
    );
};

/** Removes from a cluster what is meshfence's, in order, and tells of each object. */
export const runRemoval = async (
  { environment, stderr, stdout }: Capabilities,
  options: UninstallOptions
): Promise<Exit> =>
  withCluster(options, async (client, { inventory, removeAll }) => {
    const { value: removal } = await inventory(client, { definitions: options.crds === true });
    if (options.print === true || options.yes !== true) {
      const page = { paint: paint(wantsColour(options.color, environment, stdout)), columns: stdout.columns };
      stdout.write(printRemoval(removal, options.output, page));
      if (options.output !== 'human' && options.quiet !== true) stderr.write(summary(removal));
      return options.print === true || removal.owned.length === 0 ? exit.done : refuse();
    }
    let left = 0;
    await removeAll(client, removal.owned, removed => {
      if (removed.refused !== undefined) left += 1;
      stdout.write(lineOf(removed));
    });
    stderr.write(`${counted(removal.owned.length - left, 'object')} removed, ${left} left.\n`);
    return left === 0 ? exit.done : exit.findings;
  });
