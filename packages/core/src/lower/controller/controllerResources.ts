import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inPrometheus, inSpec } from '../../diagnostic/inConfig.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Index } from '../../indexing/Index.js';
import type { Config } from '../../model/Config.js';
import { whyInvalidNamespace } from '../../model/Host.js';
import type { Resource } from '../../model/Resource.js';
import { account } from './account.js';
import { budget } from './budget.js';
import { controllerOf, whyNotAccount, whyNotWorkload } from './Controller.js';
import type { Controller } from './Controller.js';
import { controllerDeployment } from './deployment.js';
import { program } from './image.js';
import { roles } from './rbac/roles.js';
import { controllerService } from './service.js';
import { storage } from './storage.js';

const renamedWorkload = ({
  config: { meta },
  name: used,
  slimeBoot
}: Controller): ReadonlyArray<Diagnostic> => {
  const why = whyNotWorkload(slimeBoot.name);
  if (why === undefined || meta === undefined) return [];
  const parameters = { what: 'workload', name: slimeBoot.name, why, used };
  return [
    report('workload-name-invalid', parameters, [inObject('SlimeBoot', { meta }, ['metadata', 'name'])])
  ];
};

const renamedAccount = ({
  config,
  name: workload,
  serviceAccount: used
}: Controller): ReadonlyArray<Diagnostic> => {
  const { name } = config.deployment.serviceAccount;
  const why = name === undefined ? undefined : whyNotAccount(config, workload, name);
  if (name === undefined || why === undefined) return [];
  const parameters = { what: 'ServiceAccount', name, why, used };
  return [report('workload-name-invalid', parameters, inSpec(config, 'serviceAccount', 'name'))];
};

/** Calls shall be known from metrics, and nobody has said where they are. */
const unasked = (config: Config): ReadonlyArray<Diagnostic> =>
  config.enable && config.metricSource === 'prometheus' && (config.prometheus?.address ?? '') === ''
    ? [report('metrics-unasked', {}, inPrometheus(config, 'address'))]
    : [];

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
    diagnostics: [
      ...renamedWorkload(controller),
      ...renamedAccount(controller),
      ...unasked(config),
      ...image.diagnostics,
      ...volumes.diagnostics
    ]
  };
};
