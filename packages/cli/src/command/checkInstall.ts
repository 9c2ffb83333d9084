import { decodeMesh } from '../core.js';
import type { Mesh, SourceText } from '../core.js';
import { exit, failure } from '../exit.js';
import type { Failure } from '../exit.js';
import type { InstallOptions } from './Options.js';

const wrong = (what: string, remedy: string): Failure => failure(exit.usage, what, remedy);

/** The options that describe a SlimeBoot, as far as they were given. */
const given = (options: InstallOptions): ReadonlyArray<string> =>
  [
    ['--metric-source', options.metricSource !== undefined],
    ['--namespace', options.namespace.length > 0],
    ['--port', options.port.length > 0],
    ['--istio-namespace', options.istioNamespace !== undefined],
    ['--operator-namespace', options.operatorNamespace !== undefined],
    ['--prometheus-address', options.prometheusAddress !== undefined],
    ['--print-slimeboot', options.printSlimeboot === true]
  ].flatMap(([name, isGiven]) => (isGiven === true && typeof name === 'string' ? [name] : []));

const checkMode = ({ mode, namespace }: InstallOptions): void => {
  if (mode === 'namespace' && namespace.length === 0)
    throw wrong(
      '--mode namespace needs the namespaces that use lazyload.',
      'Add --namespace NAMESPACE, as often as needed.'
    );
  if (mode !== 'namespace' && namespace.length > 0)
    throw wrong(
      '--namespace has a meaning only with --mode namespace.',
      'Leave it out, or choose that mode.'
    );
};

const checkSource = ({ metricSource, prometheusAddress }: InstallOptions): void => {
  if (prometheusAddress !== undefined && metricSource !== 'prometheus')
    throw wrong(
      '--prometheus-address has a meaning only with --metric-source prometheus.',
      'Leave it out, or choose that source.'
    );
};

/** Refuses command lines that say too little, or contradict themselves. */
export const checkInstall = (paths: ReadonlyArray<string>, options: InstallOptions): void => {
  const [first] = given(options);
  if (options.mode === undefined && first !== undefined)
    throw wrong(`${first} has a meaning only with --mode.`, 'Leave it out, or say which mode.');
  if (options.mode === undefined && paths.length === 0)
    throw wrong(
      'There is no SlimeBoot to install from.',
      'Name its file, or make one with --mode cluster, namespace or none.'
    );
  if (options.printSlimeboot === true && paths.length > 0)
    throw wrong('--print-slimeboot reads no files.', 'Leave out the paths.');
  checkMode(options);
  checkSource(options);
};

/** One SlimeBoot is enough: that of the options must not contradict one that was read. */
export const refuseSecond = (texts: ReadonlyArray<SourceText>): void => {
  if (decodeMesh(texts).value.config.meta !== undefined)
    throw wrong(
      '--mode makes a SlimeBoot, but there is one among the files already.',
      'Leave out --mode, or the file.'
    );
};

/** What the SlimeBoot is called that a mesh was configured by. */
export const slimeBootOf = ({ config }: Mesh): string => {
  if (config.meta === undefined)
    throw wrong(
      'There is no SlimeBoot with a lazyload module in the input.',
      'Name its file, or make one with --mode cluster, namespace or none.'
    );
  return `${config.meta.namespace}/${config.meta.name}`;
};
