import type { Resource } from '../../model/Resource.js';
import { resource } from '../resource.js';
import type { Controller } from './Controller.js';

/** The ServiceAccount; none where the user has one already. */
export const account = (controller: Controller): ReadonlyArray<Resource> => {
  const { config, labels, namespace, serviceAccount } = controller;
  if (!config.deployment.serviceAccount.create) return [];
  return [
    resource(config, {
      part: 'controller',
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      namespace,
      name: serviceAccount,
      labels,
      fields: {}
    })
  ];
};
