import { defaultConfig } from '@meshfence/core';
import type { Sight } from '../learn/Sight.js';
import type { Parts } from './Parts.js';

/** What sources may know of a controller's mesh. */
export const sightOf = ({ compiler, configuration, now, pods }: Parts): Sight => ({
  // No source is wanted before there is a configuration.
  config: () => configuration.standing().config ?? defaultConfig,
  pods: pods.book,
  knows: compiler.knows,
  fences: () =>
    [...compiler.desired().scopes.values()].map(({ name, namespace, selector }) => ({
      namespace,
      name,
      labels: selector
    })),
  now
});
