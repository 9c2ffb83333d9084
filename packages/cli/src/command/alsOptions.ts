import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { addClusterOptions } from './clusterOptions.js';
import type { ClusterOptions } from './clusterOptions.js';
import { duration, portOrAny } from './duration.js';
import { addReceiverBounds } from './receiverBounds.js';
import type { ReceiverBounds } from './receiverBounds.js';
import { addReceiverTls } from './receiverTls.js';
import type { ReceiverTls } from './receiverTls.js';

export interface AlsOptions extends ClusterOptions, ReceiverBounds, ReceiverTls {
  readonly address: string;
  readonly port: number;
  readonly auxiliaryAddress: string;
  readonly auxiliaryPort: number;
  readonly globalSidecar: ReadonlyArray<string>;
  readonly globalSidecarMode: 'cluster' | 'namespace';
  readonly unreached?: boolean;
  readonly exposeFor: number;
  readonly linger: number;
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug';
}

const namespace = (text: string, before: ReadonlyArray<string>): ReadonlyArray<string> => {
  if (!/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(text))
    throw new InvalidArgumentError('It is no name of a namespace.');
  return [...before, text];
};

/** Where it listens. */
const addPlaces = (command: Command): Command =>
  command
    .option('--address <ADDRESS>', 'where access logs are received', '0.0.0.0')
    .addOption(
      new Option('--port <PORT>', 'and on which port; 0: any').argParser(portOrAny).default(8082, '8082')
    )
    .option('--auxiliary-address <ADDRESS>', 'where health and metrics are served', '0.0.0.0')
    .addOption(
      new Option('--auxiliary-port <PORT>', 'and on which port; 0: any')
        .argParser(portOrAny)
        .default(8081, '8081')
    );

/** What counts, and how much of it is kept. */
const addEvidence = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--global-sidecar <NAMESPACE>',
        'listen to its global-sidecar, too; looks up pods in the cluster; may be repeated'
      )
        .argParser(namespace)
        .default([])
    )
    .addOption(
      new Option(
        '--global-sidecar-mode <MODE>',
        'namespace: each is heard for callers of its own namespace only'
      )
        .choices(['cluster', 'namespace'])
        .default('cluster')
    )
    .option('--unreached', 'requests that reached nobody count as calls, too: then scans make scopes grow')
    .addOption(
      new Option('--expose-for <TIME>', 'how long an edge stays among the metrics after its last call')
        .argParser(duration)
        .default(86_400_000, '1d')
    )
    .addOption(
      new Option('--linger <TIME>', 'how long, once told to end, to wait until the metrics are read again')
        .argParser(duration)
        .default(25_000, '25s')
    )
    .addOption(
      new Option('--log-level <LEVEL>', 'the least that is logged')
        .choices(['error', 'warn', 'info', 'debug'])
        .default('info')
    );

/** Who may speak to it. */
const addTls = (command: Command): Command => addReceiverTls(command);

/** All options of the receiver. */
export const addAlsOptions = (command: Command): Command =>
  [addPlaces, addTls, addEvidence, addReceiverBounds, addClusterOptions].reduce(
    (all, add) => add(all),
    command
  );
