import type { Resource } from '../../model/Resource.js';
import type { Controller } from './Controller.js';
import { owned } from './Controller.js';
import { auxiliary, logSource } from './container.js';

const port = (name: string, number: number, targetPort: string) => ({
  name,
  port: number,
  protocol: 'TCP',
  targetPort
});

/**
 * The controller's Service: Istio knows the protocols by the names of the ports.
 *
 * It is never fenced, whatever its namespace says: access logs and metrics must reach it, and it has no proxy.
 */
export const controllerService = (controller: Controller): Resource => {
  const { auxiliaryPort, logSourcePort, port: main, type } = controller.config.deployment.service;
  const ports = [
    port('http', main, auxiliary.name),
    port('http-auxiliary', auxiliaryPort, auxiliary.name),
    port('grpc-log-source', logSourcePort, logSource.name)
  ];
  const spec = { ports, selector: controller.labels, type };
  return owned(controller, 'v1', 'Service', { spec }, { 'slime.io/serviceFenced': 'false' });
};
