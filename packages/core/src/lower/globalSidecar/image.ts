import { report } from '../../diagnostic/Diagnostic.js';
import { diagnosed, of } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Config } from '../../model/Config.js';
import type { Image } from '../../model/Deployment.js';
import { inSpec } from '../controller/Controller.js';

/** Upstream Envoy, of the release that the configuration was tested with; distroless, since it needs no shell. */
export const defaultImage = {
  repository: 'docker.io/envoyproxy/envoy',
  tag: 'distroless-v1.40.0'
} as const;

/** Whether a repository says that it holds Envoy. Slime's own global-sidecar does not, and can do nothing with the configuration. */
const isEnvoy = (repository: string): boolean => (repository.split('/').at(-1) ?? '').includes('envoy');

const reference = (repository: string, tag: string): string =>
  `${repository}${tag.startsWith('sha256:') ? '@' : ':'}${tag}`;

/** The image to run: the user's where it is an Envoy, upstream's otherwise. */
export const envoyImage = (config: Config, { repository, tag }: Image): Diagnosed<string> => {
  const used = reference(defaultImage.repository, defaultImage.tag);
  if (repository === undefined) return of(used);
  if (isEnvoy(repository)) return of(reference(repository, tag ?? defaultImage.tag));
  const image = tag === undefined ? repository : reference(repository, tag);
  return diagnosed(used, [
    report(
      'image-replaced',
      { what: 'global-sidecar', image, used },
      inSpec(config, 'component', 'globalSidecar', 'image', 'repository')
    )
  ]);
};
