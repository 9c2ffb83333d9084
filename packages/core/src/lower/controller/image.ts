import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Config } from '../../model/Config.js';
import { inSpec } from './Controller.js';

/** The image that holds the controller, and the release that goes with this compiler. */
export const defaultRepository = 'docker.io/meshfence/meshfence';
export const defaultTag = '0.1.0';

/** The image to run, and what arguments of the user's go with it. */
export interface Program {
  readonly image: string;
  readonly pullPolicy: string;
  readonly userArgs: ReadonlyArray<string>;
}

/** Whether a repository holds images of Slime's, mirrored or not. They do the same job, in another tongue. */
export const isSlimes = (repository: string): boolean => repository.includes('slimeio/');

/** An image by its tag, or by its digest. */
const reference = (repository: string, tag: string): string =>
  `${repository}${tag.startsWith('sha256:') ? '@' : ':'}${tag}`;

const ignoredArgs = (config: Config): ReadonlyArray<Diagnostic> => {
  const { length: count } = config.deployment.args;
  return count === 0 ? [] : [report('args-ignored', { count }, inSpec(config, 'args'))];
};

const replaced = (config: Config, repository: string): Diagnosed<Program> => {
  const { pullPolicy = 'IfNotPresent', tag } = config.deployment.image;
  const image = tag === undefined ? repository : reference(repository, tag);
  const used = reference(defaultRepository, defaultTag);
  return {
    value: { image: used, pullPolicy, userArgs: [] },
    diagnostics: [
      report('image-replaced', { what: 'controller', image, used }, inSpec(config, 'image', 'repository')),
      ...ignoredArgs(config)
    ]
  };
};

/** The user's image; meshfence's own where there is none, or one of Slime's. */
export const program = (config: Config): Diagnosed<Program> => {
  const { args, image } = config.deployment;
  const { pullPolicy = 'IfNotPresent', repository = defaultRepository, tag = defaultTag } = image;
  return isSlimes(repository)
    ? replaced(config, repository)
    : { value: { image: reference(repository, tag), pullPolicy, userArgs: args }, diagnostics: [] };
};
