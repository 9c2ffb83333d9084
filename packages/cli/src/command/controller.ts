import { Command } from 'commander';
import type { Settings } from '@meshfence/k8s-adapter';
import { observing } from '../observe/sources.js';
import type { Capabilities } from '../Capabilities.js';
import { exit, failure } from '../exit.js';
import type { Exit } from '../exit.js';
import type { Context } from './Context.js';
import { addControllerOptions, configPlaceOf } from './controllerOptions.js';
import type { ControllerOptions } from './controllerOptions.js';
import { examples } from './help.js';
import { runDryRun } from './dryRun.js';
import { sourceSettingsOf } from './logSourceOptions.js';

const leaseOf = (
  {
    identity,
    lease,
    leaseDuration,
    leaseNamespace,
    renewDeadline,
    retryPeriod,
    slimeboot
  }: ControllerOptions,
  environment: Capabilities['environment'],
  own: string
): Settings['lease'] =>
  lease === undefined
    ? undefined
    : {
        name: lease,
        namespace: leaseNamespace ?? environment['POD_NAMESPACE'] ?? slimeboot.namespace,
        identity: identity ?? own,
        timings: { leaseDuration, renewDeadline, retryPeriod }
      };

const settingsOf = (
  options: ControllerOptions,
  environment: Capabilities['environment'],
  own: string
): Settings => {
  const { burst, context, debounce, debounceMax, edges, kubeconfig, logLevel, qps } = options;
  return {
    cluster: { kubeconfig, context },
    config: configPlaceOf(options),
    edges,
    lease: leaseOf(options, environment, own),
    auxiliary: { address: options.auxiliaryAddress, port: options.auxiliaryPort },
    gathering: { quiet: debounce, most: Math.max(debounce, debounceMax) },
    rate: qps === undefined ? undefined : { qps, burst: burst ?? qps * 2 },
    level: logLevel
  };
};

const remedy = 'Check --kubeconfig and --context, the ports, and the timings of the lease.';

/** Runs the controller until the process is told to end. */
const runController = async (capabilities: Capabilities, options: ControllerOptions): Promise<Exit> => {
  const { environment, now, process, version } = capabilities;
  const [adapter, als, prom] = await Promise.all([
    import('@meshfence/k8s-adapter'),
    import('@meshfence/als-adapter'),
    import('@meshfence/prom-adapter')
  ]);
  const identity = adapter.identityOf(environment);
  const sources = observing({ als, prom }, sourceSettingsOf(options));
  const settings = { ...settingsOf(options, environment, identity), sources };
  const why = adapter.whyInvalidTimings(settings.lease?.timings ?? adapter.defaultTimings);
  if (why !== undefined) throw failure(exit.usage, `Nobody could be elected: ${why}.`, 'Change the timings.');
  try {
    await adapter.runController(settings, {
      stderr: process.stderr,
      instance: identity,
      version,
      now,
      signal: process.ending()
    });
  } catch (error) {
    throw failure(exit.unreachable, `The controller cannot run: ${adapter.inWords(error)}`, remedy);
  }
  return exit.done;
};

const help = (name: string): string =>
  examples([
    [`${name} controller --slimeboot mesh-operator/lazyload`, 'Run beside the cluster, with your kubeconfig'],
    [
      `${name} controller --dry-run`,
      'What would it write, and what is in its way? Exit code 1 where there is anything'
    ],
    [`${name} controller --config slimeboot.yaml --edges calls.yaml`, 'Without the definition of SlimeBoot'],
    [`${name} install --mode cluster | kubectl apply --server-side -f -`, 'Run it in the cluster']
  ]);

export const controllerCommand = ({ capabilities, finish, name }: Context): Command =>
  addControllerOptions(
    new Command('controller')
      .summary('keep a cluster as its fences ask for it')
      .description(
        'Watches a cluster, and keeps its Sidecars, fences, statuses and fallback routes as the SlimeBoot and the ' +
          'ServiceFences ask for them. While it leads it observes calls, too, in access logs or by a Prometheus, as the ' +
          'SlimeBoot says. Runs until it is told to end (SIGTERM, SIGINT).\n\n' +
          'Health, readiness, metrics and observed calls are at /healthz, /readyz, /metrics and /edges of the auxiliary ' +
          'port; the log is JSON on standard error.'
      )
  )
    .addHelpText('after', help(name))
    .action(async (options: ControllerOptions) =>
      finish(await (options.dryRun === true ? runDryRun : runController)(capabilities, options))
    );
