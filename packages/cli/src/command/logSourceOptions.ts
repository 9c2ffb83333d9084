import { Option } from 'commander';
import type { Command } from 'commander';
import type { SourceSettings } from '../observe/sources.js';
import { portOrAny } from './duration.js';
import { addReceiverBounds, receiverBounds } from './receiverBounds.js';
import type { ReceiverBounds } from './receiverBounds.js';
import { addReceiverTls, receiverTls } from './receiverTls.js';

/** Where a controller receives access logs, from whom, and what counts. */
export interface LogSourceOptions extends ReceiverBounds {
  readonly logSourceAddress: string;
  readonly logSourcePort: number;
  readonly logSourceTlsCert?: string;
  readonly logSourceTlsKey?: string;
  readonly logSourceTlsClientCa?: string;
  readonly unreached?: boolean;
}

/** Where access logs are received, and what counts of them. */
export const addLogSource = (command: Command): Command =>
  addReceiverBounds(
    addReceiverTls(
      command
        .option('--log-source-address <ADDRESS>', 'where access logs are received', '0.0.0.0')
        .addOption(
          new Option('--log-source-port <PORT>', 'and on which port; 0: any')
            .argParser(portOrAny)
            .default(8082, '8082')
        ),
      'log-source-'
    ).option('--unreached', 'requests that reached nobody count as calls, too: then scans make scopes grow')
  );

/** What is said of the sources of observed calls. */
export const sourceSettingsOf = (options: LogSourceOptions): SourceSettings => {
  const files = {
    tlsCert: options.logSourceTlsCert,
    tlsKey: options.logSourceTlsKey,
    tlsClientCa: options.logSourceTlsClientCa
  };
  return {
    receiver: {
      address: options.logSourceAddress,
      port: options.logSourcePort,
      tls: receiverTls(files, 'log-source-'),
      ...receiverBounds(options)
    },
    unreached: options.unreached ?? false
  };
};
