import type { Fence } from '../../model/Fence.js';
import type { JsonObject } from '../../model/Json.js';
import { encodeFenceStatus } from './encodeFenceStatus.js';
import { encodeObject } from './encodeObject.js';
import { encodeStrategy } from './encodeStrategy.js';
import * as Fields from './Fields.js';

const encodeHosts = (hosts: Fence['hosts']): JsonObject =>
  Object.fromEntries(Object.entries(hosts).map(([host, strategy]) => [host, encodeStrategy(strategy)]));

const encodeWorkloadSelector = ({ labels, fromService }: Fence['workloadSelector']): JsonObject =>
  Fields.filled({ labels, fromService: fromService ? true : undefined });

/** The ServiceFence as the tutorial has it, with its status. */
export const encodeFence = (fence: Fence): JsonObject =>
  encodeObject('microservice.slime.io/v1alpha1', 'ServiceFence', fence.meta, {
    spec: {
      enable: fence.enable,
      ...Fields.filled({
        host: encodeHosts(fence.hosts),
        namespaceSelector: fence.namespaceSelector,
        labelSelector: fence.labelSelector.map(selector => ({ selector })),
        workloadSelector: encodeWorkloadSelector(fence.workloadSelector)
      })
    },
    status: encodeFenceStatus(fence.status)
  });
