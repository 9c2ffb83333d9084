import { Command, Option } from 'commander';
import type { Capabilities } from '../Capabilities.js';
import { decodeMesh, inOrderOfRemoval, ownedObjects, plannedObjects, sorted } from '../core.js';
import type { Diagnostic, Owned, RemovalOptions, SourceText } from '../core.js';
import type { Exit } from '../exit.js';
import { defaultPaths, sourcesOf } from '../input/readMesh.js';
import { readTexts } from '../input/readTexts.js';
import { paint, wantsColour } from '../output/Paint.js';
import { printRemoval, summary } from '../output/removal/printRemoval.js';
import type { Removal } from '../output/removal/Removal.js';
import type { Context } from './Context.js';
import { examples } from './help.js';
import { addClusterOptions } from './clusterOptions.js';
import { addReportOptions, diagnosticsOption } from './meshOptions.js';
import type { UninstallOptions } from './Options.js';
import { checkRemoval, runRemoval } from './removal.js';
import { reportDiagnostics } from './reportDiagnostics.js';

interface Found {
  readonly removal: Removal;
  /** What a list from manifests cannot have; nothing where the objects are a cluster's. */
  readonly unseen: string;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
}

/** Ports are collected from whatever mesh there is, and stay collected. */
const unseenRoutes =
  'With autoPort there may be routes for more ports than these manifests show. Give what the cluster holds to see them.\n';

/** What follows from manifests, beside what they hold already. */
const fromManifests = (
  { now }: Capabilities,
  texts: ReadonlyArray<SourceText>,
  owned: ReadonlyArray<Owned>,
  options: RemovalOptions
): Found => {
  const mesh = decodeMesh(texts, { now: now() });
  const planned = plannedObjects(mesh.value, options);
  return {
    removal: { owned: inOrderOfRemoval([...planned.value, ...owned]), others: 0, live: false },
    unseen: mesh.value.config.general.autoPort ? unseenRoutes : '',
    diagnostics: sorted([...mesh.diagnostics, ...planned.diagnostics])
  };
};

/** Objects of a cluster go by whose they are; manifests, by what would be made of them. */
const find = (
  capabilities: Capabilities,
  texts: ReadonlyArray<SourceText>,
  options: RemovalOptions
): Found => {
  const { value, diagnostics } = ownedObjects(texts, options);
  return value.live
    ? { removal: value, unseen: '', diagnostics }
    : fromManifests(capabilities, texts, value.owned, options);
};

/** Whoever deletes definitions shall know what else that deletes. */
const lostWith =
  'With the definitions every ServiceFence and every SlimeBoot goes, of whatever namespace, your own too.\n';

/** Prints what is meshfence's to remove, in the order of removal. */
export const runUninstall = async (
  capabilities: Capabilities,
  paths: ReadonlyArray<string>,
  options: UninstallOptions
): Promise<Exit> => {
  const { environment, stderr, stdout } = capabilities;
  const texts = await readTexts(capabilities, paths.length === 0 ? defaultPaths : paths);
  const definitions = options.crds === true;
  const { diagnostics, removal, unseen } = find(capabilities, texts, { definitions });
  stdout.write(
    printRemoval(removal, options.output, {
      paint: paint(wantsColour(options.color, environment, stdout)),
      columns: stdout.columns
    })
  );
  if (options.output !== 'human' && options.quiet !== true) stderr.write(summary(removal));
  if (options.quiet !== true) stderr.write(unseen + (definitions ? lostWith : ''));
  return reportDiagnostics(capabilities, { diagnostics, sources: sourcesOf(texts) }, options);
};

const kinds =
  'deploy,svc,sa,cm,pdb,role,rolebinding,clusterrole,clusterrolebinding,servicefence,sidecar,envoyfilter,destinationrule,serviceentry,telemetry';

const help = (name: string): string =>
  examples([
    [`${name} uninstall --live --print`, 'What would go from the cluster, and why'],
    [`${name} uninstall --live --yes`, 'Remove it, in this order; fences and SlimeBoots of yours stay'],
    [`kubectl get ${kinds} -A -o yaml > live.yaml`, 'What is in a cluster, as a file'],
    [`${name} uninstall --print live.yaml`, 'What of it would go'],
    [
      `${name} uninstall --print live.yaml -o yaml | kubectl delete --ignore-not-found -f -`,
      'Remove it, in this order'
    ],
    [
      `${name} uninstall --print live.yaml -o name | xargs -L1 kubectl delete --ignore-not-found`,
      'One by one'
    ],
    [`${name} uninstall --print slimeboot.yaml`, 'What install has made from a SlimeBoot']
  ]);

export const uninstallCommand = ({ capabilities, finish, name }: Context): Command =>
  addReportOptions(
    addClusterOptions(new Command('uninstall'))
      .summary("what is meshfence's to remove")
      .description(
        "Lists what is meshfence's, in the order in which traffic suffers nothing from its removal; with --live and --yes " +
          'it is removed from the cluster.\n\n' +
          'Of objects that a cluster gave (they have a uid), those are listed that meshfence made, by their label, and ' +
          'Sidecars and automatic fences of Slime. Of manifests, what install and compile make from them. Never listed: ' +
          "users' objects, namespaces, the SlimeBoot; and custom resource definitions only with --crds.\n\n" +
          'PATH is a file, a folder, a glob, or - for standard input; without any, the working folder.'
      )
      .argument('[PATH...]', 'files, folders, globs, or -')
      .option('--print', 'print what would go, and remove nothing')
      .option('--live', 'look at the cluster, and at no files')
      .option('--yes', 'with --live: remove what is listed from the cluster')
      .option(
        '--crds',
        'list the definitions of ServiceFence and SlimeBoot too, last; all objects of these kinds go with them'
      )
      .addOption(
        new Option('-o, --output <FORMAT>', 'the form of the list; name gives arguments for kubectl delete')
          .choices(['human', 'name', 'yaml', 'json'])
          .default('human')
      )
  )
    .addOption(diagnosticsOption())
    .addHelpText('after', help(name))
    .action(async (paths: ReadonlyArray<string>, options: UninstallOptions) => {
      const isLive = options.live === true;
      checkRemoval(paths, options, name);
      finish(await (isLive ? runRemoval(capabilities, options) : runUninstall(capabilities, paths, options)));
    });
