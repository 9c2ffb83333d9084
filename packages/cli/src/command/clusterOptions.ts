import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';

/** Which cluster is meant. */
export interface ClusterOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
}

/** A SlimeBoot of a cluster; without a name, all of the namespace. */
export interface SlimeBootPlace {
  readonly namespace: string;
  readonly name: string | undefined;
}

/** What commands understand that read files or a cluster. */
export interface LiveOptions extends ClusterOptions {
  readonly live?: boolean;
  readonly slimeboot: SlimeBootPlace;
}

const slimeBootPlace = (text: string): SlimeBootPlace => {
  const [namespace = '', name, ...more] = text.split('/');
  if (namespace === '' || name === '' || more.length > 0)
    throw new InvalidArgumentError('It is no NAMESPACE/NAME, and no NAMESPACE alone.');
  return { namespace, name };
};

/** The options that say which cluster is meant; without any, the one that kubectl would talk to, or the pod's own. */
export const addClusterOptions = (command: Command): Command =>
  command
    .addOption(new Option('--kubeconfig <FILE>', 'credentials; by default those of kubectl, or of the pod'))
    .addOption(new Option('--context <NAME>', 'a context of the kubeconfig; by default its current one'));

/** The option that says where in a cluster the configuration is. */
export const addSlimeBootPlace = (command: Command): Command =>
  command.addOption(
    new Option(
      '--slimeboot <NAMESPACE/NAME>',
      'the configuration in the cluster; NAMESPACE alone: all SlimeBoots of it'
    )
      .argParser(slimeBootPlace)
      .default({ namespace: 'mesh-operator', name: undefined }, 'mesh-operator')
  );

/** The options of commands that read a cluster where they would read files. */
export const addLiveOptions = (command: Command): Command =>
  addClusterOptions(
    addSlimeBootPlace(
      command.option('--live', 'read the cluster as it is now, and no files but those of --edges')
    )
  );
