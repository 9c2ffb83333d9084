import type { Resource } from '../../model/Resource.js';
import { auxiliary, logSource } from '../controller/container.js';
import { neverFenced, port } from '../controller/service.js';
import { owned } from './Receiver.js';
import type { Receiver } from './Receiver.js';

/** The Service that proxies send their logs to: the name of its port tells Istio that they come by gRPC. */
export const receiverService = (receiver: Receiver): Resource => {
  const { component, labels } = receiver;
  const ports = [
    port(logSource.name, component.port, logSource.name),
    port(auxiliary.name, auxiliary.containerPort, auxiliary.name)
  ];
  const fields = { spec: { ports, selector: labels } };
  return owned(receiver, { apiVersion: 'v1', kind: 'Service', labels: neverFenced, fields });
};

/** Of several replicas one may be evicted at a time. Of one alone, that would keep its node from being drained. */
export const receiverBudget = (receiver: Receiver): ReadonlyArray<Resource> =>
  receiver.component.replicas > 1
    ? [
        owned(receiver, {
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          fields: { spec: { maxUnavailable: 1, selector: { matchLabels: receiver.labels } } }
        })
      ]
    : [];
