import { report } from '../diagnostic/Diagnostic.js';
import { inSpec } from '../diagnostic/inConfig.js';
import { diagnosed, of } from '../Diagnosed.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Config } from '../model/Config.js';
import type { Image } from '../model/Deployment.js';
import type { Path } from '../model/Origin.js';

/** A job that an image is wanted for, the image that does it, and where in the SlimeBoot's spec others are named. */
export interface Job {
  readonly what: 'controller' | 'global-sidecar';
  readonly repository: string;
  readonly tag: string;
  readonly path: Path;
  /** Which part of a user's image says that it cannot do the job; undefined where nothing says so. */
  readonly unfit: (repository: string, tag: string) => 'repository' | 'tag' | undefined;
}

/** An image by its tag, or by its digest. */
const reference = (repository: string, tag: string): string =>
  `${repository}${tag.startsWith('sha256:') ? '@' : ':'}${tag}`;

/**
 * The image for a job: what the user names, and the usual image's for what is not named.
 *
 * So a repository alone is a mirror, and a tag alone another release. Either all of it is used, or nothing with a finding.
 */
export const imageFor = (config: Config, job: Job, own: Image): Diagnosed<string> => {
  const { repository = job.repository, tag = job.tag } = own;
  const bad = job.unfit(repository, tag);
  if (bad === undefined) return of(reference(repository, tag));
  const image = own.tag === undefined ? repository : reference(repository, tag);
  const used = reference(job.repository, job.tag);
  const places = inSpec(config, ...job.path, bad);
  return diagnosed(used, [report('image-replaced', { what: job.what, image, used }, places)]);
};
