import { Option } from 'commander';
import type { Command } from 'commander';
import { port } from './duration.js';

/** Which controller of a cluster is asked what it has observed, and where. */
export interface LeaderOptions {
  readonly lease?: string;
  readonly leaseNamespace?: string;
  readonly auxiliaryPort: number;
}

/** The options that name the controller of a cluster, for those who did not install it as `install` does. */
export const addLeaderOptions = (command: Command): Command =>
  command
    .option(
      '--lease <NAME>',
      "with --live, the Lease of the controller that is asked; by default the SlimeBoot's name"
    )
    .option('--lease-namespace <NAMESPACE>', "its namespace; by default meshfence's own")
    .addOption(
      new Option('--auxiliary-port <PORT>', "the port of the controller's pod that is asked")
        .argParser(port)
        .default(8081, '8081')
    );
