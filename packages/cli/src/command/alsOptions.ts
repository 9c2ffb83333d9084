import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { addClusterOptions } from './clusterOptions.js';
import type { ClusterOptions } from './clusterOptions.js';
import { duration, portOrAny, positive } from './duration.js';

export interface AlsOptions extends ClusterOptions {
  readonly address: string;
  readonly port: number;
  readonly auxiliaryAddress: string;
  readonly auxiliaryPort: number;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsClientCa?: string;
  readonly globalSidecar: ReadonlyArray<string>;
  readonly unreached?: boolean;
  readonly exposeFor: number;
  readonly mostEdges: number;
  readonly mostEdgesPerCaller: number;
  readonly mostStreams: number;
  readonly idle: number;
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug';
}

const namespace = (text: string, before: ReadonlyArray<string>): ReadonlyArray<string> => {
  if (!/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(text))
    throw new InvalidArgumentError('It is no name of a namespace.');
  return [...before, text];
};

const number = (flags: string, description: string, byDefault: number): Option =>
  new Option(flags, description).argParser(positive).default(byDefault, String(byDefault));

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

/** Who may speak to it. */
const addTls = (command: Command): Command =>
  command
    .option('--tls-cert <FILE>', 'a certificate, read again when it changes: then only TLS is spoken')
    .option('--tls-key <FILE>', 'its key')
    .option('--tls-client-ca <FILE>', "who signs clients' certificates: then nobody is heard without one");

/** What counts, and how much of it is kept. */
const addEvidence = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--global-sidecar <NAMESPACE>',
        'listen to its global-sidecar, too, for callers of all namespaces; looks up pods in the cluster; may be repeated'
      )
        .argParser(namespace)
        .default([])
    )
    .option('--unreached', 'requests that reached nobody count as calls, too: then scans make scopes grow')
    .addOption(
      new Option('--expose-for <TIME>', 'how long an edge stays among the metrics after its last call')
        .argParser(duration)
        .default(86_400_000, '1d')
    )
    .addOption(number('--most-edges <NUMBER>', 'edges that are kept', 100_000))
    .addOption(number('--most-edges-per-caller <NUMBER>', 'and those of one workload', 5000))
    .addOption(number('--most-streams <NUMBER>', 'streams at a time', 20_000))
    .addOption(
      new Option('--idle <TIME>', 'when a silent stream is closed')
        .argParser(duration)
        .default(600_000, '10m')
    )
    .addOption(
      new Option('--log-level <LEVEL>', 'the least that is logged')
        .choices(['error', 'warn', 'info', 'debug'])
        .default('info')
    );

/** All options of the receiver. */
export const addAlsOptions = (command: Command): Command =>
  [addPlaces, addTls, addEvidence, addClusterOptions].reduce((all, add) => add(all), command);
