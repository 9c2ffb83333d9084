import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { collect } from './meshOptions.js';

/** One more port, if it is one. */
const port = (text: string, previous: ReadonlyArray<number>): ReadonlyArray<number> => {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 65_535) throw new InvalidArgumentError('It is no port number (1 to 65535).');
  return [...previous, number];
};

/** The options that describe a SlimeBoot, for those who have none. */
export const addSlimeBootOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--mode <MODE>', 'make a SlimeBoot: where the global-sidecar runs').choices([
        'cluster',
        'namespace',
        'none'
      ])
    )
    .addOption(
      new Option('--metric-source <SOURCE>', 'where observed calls come from; accesslog by default').choices([
        'accesslog',
        'prometheus'
      ])
    )
    .addOption(
      new Option('--namespace <NAMESPACE>', 'in namespace mode, one that uses lazyload; may be repeated')
        .argParser(collect)
        .default([])
    )
    .addOption(
      new Option('--port <PORT>', 'a port of Services whose traffic is looked at; all HTTP ports by default')
        .argParser(port)
        .default([])
    )
    .option('--istio-namespace <NAMESPACE>', "Istio's namespace; istio-system by default")
    .option('--operator-namespace <NAMESPACE>', "meshfence's own namespace; mesh-operator by default")
    .option('--prometheus-address <URL>', "where Prometheus is; that of Istio's samples by default");
