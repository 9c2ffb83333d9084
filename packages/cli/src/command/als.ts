import { Command } from 'commander';
import type { Settings } from '@meshfence/als-adapter';
import { runReceiver } from '../als/runReceiver.js';
import type { ReceiverSettings } from '../als/runReceiver.js';
import { trustedGlobalSidecars } from '../als/trustedGlobalSidecars.js';
import type { Capabilities } from '../Capabilities.js';
import { exit, failure } from '../exit.js';
import type { Exit } from '../exit.js';
import { addAlsOptions } from './alsOptions.js';
import type { AlsOptions } from './alsOptions.js';
import type { Context } from './Context.js';
import { examples } from './help.js';
import { receiverBounds } from './receiverBounds.js';
import { receiverTls } from './receiverTls.js';

const receiverOf = (options: AlsOptions): Settings => ({
  address: options.address,
  port: options.port,
  tls: receiverTls(options),
  globalSidecars: () => trustedGlobalSidecars(options.globalSidecar, options.globalSidecarMode),
  unreached: options.unreached ?? false,
  ...receiverBounds(options),
  exposeFor: options.exposeFor
});

/** Pods are looked up where a cluster is named, or there are global-sidecars, whose logs are of others. */
const clusterOf = ({ context, globalSidecar, kubeconfig }: AlsOptions): ReceiverSettings['cluster'] =>
  kubeconfig === undefined && context === undefined && globalSidecar.length === 0
    ? undefined
    : {
        ...(kubeconfig === undefined ? {} : { kubeconfig }),
        ...(context === undefined ? {} : { context })
      };

const settingsOf = (options: AlsOptions): ReceiverSettings => ({
  receiver: receiverOf(options),
  auxiliary: { address: options.auxiliaryAddress, port: options.auxiliaryPort },
  cluster: clusterOf(options),
  linger: options.linger,
  level: options.logLevel
});

const remedy = 'Check the ports, the certificate, and --kubeconfig and --context.';

const runAls = async (capabilities: Capabilities, options: AlsOptions): Promise<Exit> => {
  const settings = settingsOf(options);
  try {
    await runReceiver(settings, capabilities);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw failure(exit.unreachable, `Access logs cannot be received: ${why}`, remedy);
  }
  return exit.done;
};

const help = (name: string): string =>
  examples([
    [`${name} als`, "Receive the logs of callers' own sidecars"],
    [
      `${name} als --global-sidecar mesh-operator`,
      'And those of the global-sidecar: callers are found by their pods'
    ],
    [
      `${name} als --tls-cert tls.crt --tls-key tls.key --tls-client-ca ca.crt`,
      'From those who have a certificate'
    ]
  ]);

export const alsCommand = ({ capabilities, finish, name }: Context): Command =>
  addAlsOptions(
    new Command('als')
      .summary("receive Envoys' access logs, and show the calls in them as metrics")
      .description(
        "Receives Envoys' access logs by gRPC, and shows each call in them as a metric, by when it was last seen: for a " +
          'Prometheus that reads several receivers, where one controller is too few. Runs until it is told to end ' +
          '(SIGTERM, SIGINT).\n\n' +
          'Health, readiness and metrics are at /healthz, /readyz and /metrics of the auxiliary port; the log is JSON on ' +
          'standard error.'
      )
  )
    .addHelpText('after', help(name))
    .action(async (options: AlsOptions) => finish(await runAls(capabilities, options)));
