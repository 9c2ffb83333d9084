import { Command, Option } from 'commander';
import type { Capabilities } from '../Capabilities.js';
import { decodeMesh, inOrderOfApplying, install, printJson, printYaml, sorted } from '../core.js';
import type { Diagnostic, JsonObject, Resource, SourceText } from '../core.js';
import { exit } from '../exit.js';
import type { Exit } from '../exit.js';
import { sourcesOf } from '../input/readMesh.js';
import { readTexts } from '../input/readTexts.js';
import { slimeBootResource, toSlimeBoot } from '../install/toSlimeBoot.js';
import { checkInstall, refuseSecond, slimeBootOf } from './checkInstall.js';
import type { Context } from './Context.js';
import { examples } from './help.js';
import { addKindOptions, ofKinds } from './kindOptions.js';
import { addReportOptions, diagnosticsOption } from './meshOptions.js';
import type { InstallOptions } from './Options.js';
import { reportDiagnostics } from './reportDiagnostics.js';
import { addSlimeBootOptions } from './slimeBootOptions.js';

/** What diagnostics call the SlimeBoot that is made of options. */
const fromOptions = '<options>';

const printObjects = (objects: ReadonlyArray<JsonObject>, { output }: InstallOptions): string =>
  output === 'json' ? printJson(objects) : printYaml(objects);

/** The manifests of the paths, and the SlimeBoot of the options where there are any. */
const inputOf = async (
  capabilities: Capabilities,
  paths: ReadonlyArray<string>,
  options: InstallOptions
): Promise<ReadonlyArray<SourceText>> => {
  const texts = paths.length === 0 ? [] : await readTexts(capabilities, paths);
  if (options.mode === undefined) return texts;
  refuseSecond(texts);
  return [...texts, { file: fromOptions, text: printYaml([toSlimeBoot(options)]) }];
};

/** The SlimeBoot of the options, among what comes of it: the controller reads it from the cluster. */
const withSlimeBoot = (
  resources: ReadonlyArray<Resource>,
  options: InstallOptions
): ReadonlyArray<Resource> =>
  options.mode === undefined ? resources : inOrderOfApplying([...resources, slimeBootResource(options)]);

const aboutSlimeBoot = (name: string, isPrinted: boolean): string =>
  isPrinted
    ? `The SlimeBoot ${name} is among it, as the controller reads it from the cluster. kubectl takes it only once the\n` +
      'cluster knows the kind: apply --only customresourcedefinition before the rest, or all of it twice.\n'
    : `The controller reads its SlimeBoot from the cluster: ${name}. --print-slimeboot prints it.\n`;

const note = (
  { stderr }: Capabilities,
  { mode, port, quiet }: InstallOptions,
  slimeBoot: { readonly name: string; readonly isPrinted: boolean }
): void => {
  if (mode === undefined || quiet === true) return;
  stderr.write(aboutSlimeBoot(slimeBoot.name, slimeBoot.isPrinted));
  if (port.length === 0)
    stderr.write(
      'It adds routes for the HTTP ports of the Services that it finds; or name ports with --port.\n'
    );
};

/** Ports are collected from a mesh, which nobody has shown. */
const isSaid =
  (paths: ReadonlyArray<string>) =>
  ({ code }: Diagnostic): boolean =>
    code !== 'config-missing' && !(paths.length === 0 && code === 'wormhole-ports-none');

/** A pipe into kubectl loses the exit code: what is not as it was meant must not get that far. */
const noteRefusal = ({ stderr }: Capabilities): void =>
  stderr.write(
    'Nothing is printed, because of the findings above; --fail-on never prints it all the same.\n'
  );

/** Prints the workloads that a SlimeBoot becomes, whether it was read or is made of options. */
export const runInstall = async (
  capabilities: Capabilities,
  paths: ReadonlyArray<string>,
  options: InstallOptions
): Promise<Exit> => {
  checkInstall(paths, options);
  if (options.printSlimeboot === true) {
    capabilities.stdout.write(printObjects([toSlimeBoot(options)], options));
    return exit.done;
  }
  const texts = await inputOf(capabilities, paths, options);
  const mesh = decodeMesh(texts, { now: capabilities.now() });
  const installed = install(mesh.value);
  const diagnostics = sorted([...mesh.diagnostics, ...installed.diagnostics]).filter(isSaid(paths));
  const found = reportDiagnostics(capabilities, { diagnostics, sources: sourcesOf(texts) }, options);
  const name = slimeBootOf(mesh.value);
  if (found !== exit.done) {
    noteRefusal(capabilities);
    return found;
  }
  const all = withSlimeBoot(installed.value, options).map(({ object }) => object);
  const objects = ofKinds(all, options);
  capabilities.stdout.write(printObjects(objects, options));
  note(capabilities, options, { name, isPrinted: objects.some(({ kind }) => kind === 'SlimeBoot') });
  return found;
};

const help = (name: string): string =>
  examples([
    [
      `${name} install slimeboot.yaml | kubectl apply --server-side -f -`,
      'The workloads of a SlimeBoot, into a cluster'
    ],
    [
      `${name} install slimeboot.yaml --except envoyfilter | kubectl apply --server-side -f -`,
      'Everything but the routes, which take effect at once; they follow when the rest is ready'
    ],
    [`${name} install slimeboot.yaml --only envoyfilter | kubectl apply --server-side -f -`, 'The routes'],
    [
      `${name} install --mode cluster --only customresourcedefinition | kubectl apply --server-side -f -`,
      'Without a SlimeBoot: one is made for you, of a kind that the cluster must know first'
    ],
    [
      `${name} install --mode cluster --except customresourcedefinition | kubectl apply --server-side -f -`,
      'Then the rest, with one global-sidecar for the mesh'
    ],
    [
      `${name} install --mode namespace --namespace shop --namespace bank`,
      'One global-sidecar in each namespace'
    ],
    [
      `${name} install --mode none --metric-source prometheus`,
      'No global-sidecar; calls are known from metrics'
    ],
    [`${name} install --mode cluster --print-slimeboot > slimeboot.yaml`, 'A SlimeBoot to start from']
  ]);

export const installCommand = ({ capabilities, name, finish }: Context): Command =>
  addReportOptions(
    addKindOptions(
      addSlimeBootOptions(
        new Command('install')
          .summary('the workloads that a SlimeBoot becomes')
          .description(
            'Prints what a SlimeBoot becomes: the definitions of its kinds, its namespace, the controller and its rights, ' +
              'receivers of access logs, the global-sidecars, the routes of fallback traffic; in the order in which they can be applied. Nothing is ' +
              'changed in a cluster.\n\n' +
              'PATH is a file, a folder, a glob, or - with your SlimeBoot, which the controller reads from the cluster: apply ' +
              'it, too. If you have none, --mode makes one, which is printed among the rest; PATHs may then add manifests ' +
              'of your mesh.'
          )
          .argument('[PATH...]', 'files, folders, globs, or -')
          .addOption(
            new Option('-o, --output <FORMAT>', 'the form of the result')
              .choices(['yaml', 'json'])
              .default('yaml')
          )
          .option('--print-slimeboot', 'with --mode, print the SlimeBoot that it makes, and nothing else')
      )
    )
  )
    .addOption(diagnosticsOption())
    .addHelpText('after', help(name))
    .action(async (paths: ReadonlyArray<string>, options: InstallOptions) =>
      finish(await runInstall(capabilities, paths, options))
    );
