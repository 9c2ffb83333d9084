import type { Diagnosed } from '../../Diagnosed.js';
import type { Config } from '../../model/Config.js';
import type { Image } from '../../model/Deployment.js';
import { imageFor } from '../image.js';
import type { Job } from '../image.js';

/** The first release of Envoy that has everything that the configuration uses. */
const oldest = { major: 1, minor: 39 };

/** Whether a repository says that it holds Envoy. Slime's own global-sidecar does not, and can do nothing with the configuration. */
const isEnvoy = (repository: string): boolean => (repository.split('/').at(-1) ?? '').includes('envoy');

/** The release that a tag names, as upstream's do: `v1.40.0`, `distroless-v1.40.0`; a mirror may leave out the `v`. */
const release = /(?:^|-)v(\d+)\.(\d+)|^(\d+)\.(\d+)/;

const isOld = (tag: string): boolean => {
  const [, major, minor, bareMajor, bareMinor] = release.exec(tag) ?? [];
  const found = { major: Number(major ?? bareMajor), minor: Number(minor ?? bareMinor) };
  return found.major < oldest.major || (found.major === oldest.major && found.minor < oldest.minor);
};

/** Upstream Envoy, of the release that the configuration was tested with; distroless, since it needs no shell. */
const job: Job = {
  what: 'global-sidecar',
  repository: 'docker.io/envoyproxy/envoy',
  tag: 'distroless-v1.40.0',
  path: ['component', 'globalSidecar', 'image'],
  unfit: (repository, tag) => (!isEnvoy(repository) ? 'repository' : isOld(tag) ? 'tag' : undefined)
};

/** The image to run: the user's where it is an Envoy that is new enough, upstream's otherwise. */
export const envoyImage = (config: Config, image: Image): Diagnosed<string> => imageFor(config, job, image);
