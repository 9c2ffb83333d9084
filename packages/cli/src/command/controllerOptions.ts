import { Option } from 'commander';
import type { Command } from 'commander';
import type { ConfigPlace } from '@meshfence/k8s-adapter';
import type { ColourChoice } from '../output/Paint.js';
import { addClusterOptions, addSlimeBootPlace } from './clusterOptions.js';
import type { ClusterOptions, SlimeBootPlace } from './clusterOptions.js';
import { duration, portOrAny, positive } from './duration.js';
import { addLogSource } from './logSourceOptions.js';
import type { LogSourceOptions } from './logSourceOptions.js';
import { collect, colourOption } from './meshOptions.js';

export interface ControllerOptions extends ClusterOptions, LogSourceOptions {
  readonly slimeboot: SlimeBootPlace;
  readonly config?: string;
  readonly edges: ReadonlyArray<string>;
  readonly lease?: string;
  readonly leaseNamespace?: string;
  readonly identity?: string;
  readonly leaseDuration: number;
  readonly renewDeadline: number;
  readonly retryPeriod: number;
  readonly auxiliaryAddress: string;
  readonly auxiliaryPort: number;
  readonly debounce: number;
  readonly debounceMax: number;
  readonly qps?: number;
  readonly burst?: number;
  readonly logLevel?: 'error' | 'warn' | 'info' | 'debug';
  readonly dryRun?: boolean;
  readonly output: 'human' | 'yaml' | 'json';
  readonly color: ColourChoice;
}

/** What is read beside the cluster. */
const addInputs = (command: Command): Command =>
  command
    .option('--config <FILE>', 'a SlimeBoot in a file instead, read again whenever it changes')
    .addOption(
      new Option(
        '--edges <FILE>',
        'observed calls (an EdgeList), read again whenever it changes; may be repeated'
      )
        .argParser(collect)
        .default([])
    );

/** Which of several replicas writes. */
const addLease = (command: Command): Command =>
  command
    .option('--lease <NAME>', 'the Lease by which one of several replicas leads; without it, this one does')
    .option('--lease-namespace <NAMESPACE>', "its namespace; by default the pod's, or the SlimeBoot's")
    .option('--identity <NAME>', 'who this replica is; by default its pod, or a name of its own')
    .addOption(
      new Option('--lease-duration <TIME>', 'how long others wait for a leader that is silent')
        .argParser(duration)
        .default(10_000, '10s')
    )
    .addOption(
      new Option('--renew-deadline <TIME>', 'how long a leader goes on that cannot renew its lease')
        .argParser(duration)
        .default(7000, '7s')
    )
    .addOption(
      new Option('--retry-period <TIME>', 'how long between two tries')
        .argParser(duration)
        .default(2000, '2s')
    );

/** Where others ask. */
const addPorts = (command: Command): Command =>
  command
    .option('--auxiliary-address <ADDRESS>', 'where health and metrics are served', '0.0.0.0')
    .addOption(
      new Option('--auxiliary-port <PORT>', 'and on which port; 0: any')
        .argParser(portOrAny)
        .default(8081, '8081')
    );

/** How fast it goes. */
const addPace = (command: Command): Command =>
  command
    .addOption(
      new Option('--debounce <TIME>', 'how long changes are gathered after the last one')
        .argParser(duration)
        .default(200, '200ms')
    )
    .addOption(
      new Option('--debounce-max <TIME>', 'and for how long at most').argParser(duration).default(2000, '2s')
    )
    .addOption(
      new Option('--qps <NUMBER>', 'writes a second; by default as the SlimeBoot says, or 500').argParser(
        positive
      )
    )
    .addOption(
      new Option('--burst <NUMBER>', 'writes at once; by default twice as many').argParser(positive)
    );

/** What is told, and in which form. */
const addOutput = (command: Command): Command =>
  command
    .addOption(
      new Option('--log-level <LEVEL>', 'by default as the SlimeBoot says, or info').choices([
        'error',
        'warn',
        'info',
        'debug'
      ])
    )
    .option(
      '--dry-run',
      'print what would be written now, as a diff, and end; exit code 1 where there is anything'
    )
    .addOption(
      new Option('-o, --output <FORMAT>', 'the form of what --dry-run prints')
        .choices(['human', 'yaml', 'json'])
        .default('human')
    )
    .addOption(colourOption());

/** Where the configuration is written. */
export const configPlaceOf = ({ config, slimeboot }: ControllerOptions): ConfigPlace =>
  config === undefined ? { _tag: 'SlimeBoot', ...slimeboot } : { _tag: 'File', path: config };

/** All options of the controller. */
export const addControllerOptions = (command: Command): Command =>
  [
    addSlimeBootPlace,
    addInputs,
    addLease,
    addPorts,
    addLogSource,
    addPace,
    addOutput,
    addClusterOptions
  ].reduce((all, add) => add(all), command);
