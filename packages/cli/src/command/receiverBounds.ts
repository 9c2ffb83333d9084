import { Option } from 'commander';
import type { Command } from 'commander';
import type { Settings } from '@meshfence/als-adapter';
import { duration, positive } from './duration.js';

/** How much a receiver of access logs takes and keeps, whatever is sent to it. */
export interface ReceiverBounds {
  readonly mostEdges: number;
  readonly mostEdgesPerCaller: number;
  readonly mostStreams: number;
  readonly idle: number;
}

const number = (flags: string, description: string, byDefault: number): Option =>
  new Option(flags, description).argParser(positive).default(byDefault, String(byDefault));

export const addReceiverBounds = (command: Command): Command =>
  command
    .addOption(number('--most-edges <NUMBER>', 'edges from access logs that are kept', 100_000))
    .addOption(number('--most-edges-per-caller <NUMBER>', 'and those of one workload', 5000))
    .addOption(number('--most-streams <NUMBER>', 'streams of access logs at a time', 20_000))
    .addOption(
      new Option('--idle <TIME>', 'when a silent stream is closed')
        .argParser(duration)
        .default(600_000, '10m')
    );

/** The bounds as a receiver takes them. */
export const receiverBounds = ({
  idle,
  mostEdges,
  mostEdgesPerCaller,
  mostStreams
}: ReceiverBounds): Pick<Settings, 'bounds' | 'limits'> => ({
  limits: { streams: mostStreams, idle },
  bounds: { total: mostEdges, perCaller: mostEdgesPerCaller }
});
