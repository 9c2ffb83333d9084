import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inSpec } from '../../diagnostic/inConfig.js';
import { diagnosed } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Config } from '../../model/Config.js';
import { imageFor } from '../image.js';
import type { Job } from '../image.js';

/** The image to run, and what arguments of the user's go with it. */
export interface Program {
  readonly image: string;
  readonly pullPolicy: string;
  readonly userArgs: ReadonlyArray<string>;
}

/** Whether a repository holds images of Slime's, mirrored or not. They do the same job, in another tongue. */
const isSlimes = (repository: string): boolean => repository.includes('slimeio/');

/** The image that holds the controller, of the release that goes with this compiler. */
const job: Job = {
  what: 'controller',
  repository: 'docker.io/meshfence/meshfence',
  tag: '0.1.0',
  path: ['image'],
  unfit: repository => (isSlimes(repository) ? 'repository' : undefined)
};

const ignoredArgs = (config: Config): ReadonlyArray<Diagnostic> => {
  const { length: count } = config.deployment.args;
  return count === 0 ? [] : [report('args-ignored', { count }, inSpec(config, 'args'))];
};

/** The user's image; meshfence's own where there is none, or one of Slime's, whose arguments ours would not know. */
export const program = (config: Config): Diagnosed<Program> => {
  const { args, image: own } = config.deployment;
  const { diagnostics, value: image } = imageFor(config, job, own);
  const { pullPolicy = 'IfNotPresent', repository = job.repository } = own;
  return isSlimes(repository)
    ? diagnosed({ image, pullPolicy, userArgs: [] }, [...diagnostics, ...ignoredArgs(config)])
    : diagnosed({ image, pullPolicy, userArgs: args }, diagnostics);
};
