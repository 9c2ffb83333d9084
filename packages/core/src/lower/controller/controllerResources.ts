import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Index } from '../../indexing/Index.js';
import { whyInvalidNamespace } from '../../model/Host.js';
import type { Resource } from '../../model/Resource.js';
import { account } from './account.js';
import { budget } from './budget.js';
import { controllerOf } from './Controller.js';
import type { Controller } from './Controller.js';
import { controllerDeployment } from './deployment.js';
import { program } from './image.js';
import { roles } from './rbac/roles.js';
import { controllerService } from './service.js';
import { storage } from './storage.js';

const renamed = ({ config, name, slimeBoot }: Controller): ReadonlyArray<Diagnostic> => {
  if (name === slimeBoot.name || config.meta === undefined) return [];
  const place = inObject('SlimeBoot', { meta: config.meta }, ['metadata', 'name']);
  return [report('workload-name-invalid', { name: slimeBoot.name }, [place])];
};

/**
 * The controller's workload, as the SlimeBoot describes it.
 *
 * Nothing at all where meshfence's own namespace is none; that it is none is found with the scopes.
 */
export const controllerResources = ({ mesh: { config } }: Index): Diagnosed<ReadonlyArray<Resource>> => {
  const controller = controllerOf(config);
  if (whyInvalidNamespace(controller.namespace) !== undefined) return { value: [], diagnostics: [] };
  const image = program(config);
  const volumes = storage(config);
  return {
    value: [
      ...account(controller),
      ...roles(controller),
      controllerService(controller),
      ...budget(controller),
      controllerDeployment(controller, image.value, volumes.value)
    ],
    diagnostics: [...renamed(controller), ...image.diagnostics, ...volumes.diagnostics]
  };
};
