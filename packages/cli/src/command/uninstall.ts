import { Command, Option } from 'commander';
import type { Capabilities } from '../Capabilities.js';
import { decodeMesh, inOrderOfRemoval, ownedObjects, plannedObjects, sorted } from '../core.js';
import type { Diagnostic, Owned, SourceText } from '../core.js';
import { exit, failure } from '../exit.js';
import type { Exit } from '../exit.js';
import { defaultPaths, sourcesOf } from '../input/readMesh.js';
import { readTexts } from '../input/readTexts.js';
import { paint, wantsColour } from '../output/Paint.js';
import { printRemoval, summary } from '../output/removal/printRemoval.js';
import type { Removal } from '../output/removal/Removal.js';
import type { Context } from './Context.js';
import { examples } from './help.js';
import { addReportOptions, diagnosticsOption } from './meshOptions.js';
import type { UninstallOptions } from './Options.js';
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
  owned: ReadonlyArray<Owned>
): Found => {
  const mesh = decodeMesh(texts, { now: now() });
  const planned = plannedObjects(mesh.value);
  return {
    removal: { owned: inOrderOfRemoval([...planned.value, ...owned]), others: 0, live: false },
    unseen: mesh.value.config.general.autoPort ? unseenRoutes : '',
    diagnostics: sorted([...mesh.diagnostics, ...planned.diagnostics])
  };
};

/** Objects of a cluster go by whose they are; manifests, by what would be made of them. */
const find = (capabilities: Capabilities, texts: ReadonlyArray<SourceText>): Found => {
  const { value, diagnostics } = ownedObjects(texts);
  return value.live
    ? { removal: value, unseen: '', diagnostics }
    : fromManifests(capabilities, texts, value.owned);
};

const refuseRemoval = (name: string): void => {
  throw failure(
    exit.usage,
    'Nothing is removed from a cluster by this command yet; it only prints what would go.',
    `Say --print, and remove it yourself: ${name} uninstall --print - -o yaml | kubectl delete --ignore-not-found -f -`
  );
};

/** Prints what is meshfence's to remove, in the order of removal. */
export const runUninstall = async (
  capabilities: Capabilities,
  paths: ReadonlyArray<string>,
  options: UninstallOptions
): Promise<Exit> => {
  const { environment, stderr, stdout } = capabilities;
  const texts = await readTexts(capabilities, paths.length === 0 ? defaultPaths : paths);
  const { diagnostics, removal, unseen } = find(capabilities, texts);
  stdout.write(
    printRemoval(removal, options.output, {
      paint: paint(wantsColour(options.color, environment, stdout)),
      columns: stdout.columns
    })
  );
  if (options.output !== 'human' && options.quiet !== true) stderr.write(summary(removal));
  if (options.quiet !== true) stderr.write(unseen);
  return reportDiagnostics(capabilities, { diagnostics, sources: sourcesOf(texts) }, options);
};

const kinds =
  'deploy,svc,sa,cm,pdb,role,rolebinding,clusterrole,clusterrolebinding,servicefence,sidecar,envoyfilter,destinationrule,serviceentry,telemetry';

const help = (name: string): string =>
  examples([
    [`kubectl get ${kinds} -A -o yaml > live.yaml`, 'What is in the cluster'],
    [`${name} uninstall --print live.yaml`, 'What of it would go, and why'],
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
    new Command('uninstall')
      .summary("what is meshfence's to remove")
      .description(
        "Lists what is meshfence's, in the order in which traffic suffers nothing from its removal. Nothing is changed " +
          'in a cluster.\n\n' +
          'Of objects that a cluster gave (they have a uid), those are listed that meshfence made, by their label, and ' +
          'Sidecars and automatic fences of Slime. Of manifests, what install and compile make from them. Never listed: ' +
          "users' objects, namespaces, the SlimeBoot, custom resource definitions.\n\n" +
          'PATH is a file, a folder, a glob, or - for standard input; without any, the working folder.'
      )
      .argument('[PATH...]', 'files, folders, globs, or -')
      .option('--print', 'print what would go; required')
      .addOption(
        new Option('-o, --output <FORMAT>', 'the form of the list; name gives arguments for kubectl delete')
          .choices(['human', 'name', 'yaml', 'json'])
          .default('human')
      )
  )
    .addOption(diagnosticsOption())
    .addHelpText('after', help(name))
    .action(async (paths: ReadonlyArray<string>, options: UninstallOptions) => {
      if (options.print !== true) refuseRemoval(name);
      finish(await runUninstall(capabilities, paths, options));
    });
