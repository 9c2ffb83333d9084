import { decodeMesh, decodeObjects, hasErrors } from '@meshfence/core';
import type { Configuration } from '../configure/Configuration.js';
import type { SlimeBoots } from '../configure/SlimeBoots.js';
import { followFile } from '../files/followFile.js';
import type { Log } from '../log/Log.js';
import { watchSlimeBoots } from './reflectors.js';
import type { Watching } from './reflectors.js';
import type { ConfigPlace } from './Options.js';

/** Takes the SlimeBoots as they are now for what is written. */
export const writeSlimeBoots = (configuration: Configuration, slimeBoots: SlimeBoots): void => {
  const objects = slimeBoots.objects();
  configuration.write(decodeObjects(objects), objects.length === 0);
};

const followConfig = (
  path: string,
  configuration: Configuration,
  log: Log,
  signal: AbortSignal
): Promise<void> => {
  const unreadable = ({ message }: Error): void =>
    log.error('the configuration cannot be read: what was read before stays', { path, error: message });
  const read = (text: string): void => {
    const decoded = decodeMesh([{ file: path, text }]);
    configuration.write(decoded, decoded.value.config.meta === undefined && !hasErrors(decoded.diagnostics));
  };
  return followFile(path, { read, unreadable }, signal).first;
};

/** Begins to read the configuration, from wherever it is written. */
export const readConfiguration = (
  place: ConfigPlace,
  watching: Watching,
  configuration: Configuration,
  slimeBoots: SlimeBoots
): Promise<void> =>
  place._tag === 'File'
    ? followConfig(place.path, configuration, watching.log, watching.signal)
    : watchSlimeBoots(watching, slimeBoots, place);
