import type { Labels } from '../../model/Labels.js';
import type { Resource } from '../../model/Resource.js';
import type { Controller } from './Controller.js';
import { owned } from './Controller.js';
import { auxiliary, logSource } from './container.js';

/** A port of a Service. */
export const port = (name: string, number: number, targetPort: string) => ({
  name,
  port: number,
  protocol: 'TCP',
  targetPort
});

/** Services of ours are never fenced, whatever their namespace says: access logs and metrics must reach them. */
export const neverFenced: Labels = { 'slime.io/serviceFenced': 'false' };

/** The controller's Service: Istio knows the protocols by the names of the ports. It has no proxy. */
export const controllerService = (controller: Controller): Resource => {
  const { auxiliaryPort, logSourcePort, port: main, type } = controller.config.deployment.service;
  const ports = [
    port('http', main, auxiliary.name),
    port('http-auxiliary', auxiliaryPort, auxiliary.name),
    port('grpc-log-source', logSourcePort, logSource.name)
  ];
  const spec = { ports, selector: controller.labels, type };
  return owned(controller, 'v1', 'Service', { spec }, neverFenced);
};
