import { emptyMesh } from '@meshfence/core';
import type { Mesh } from '@meshfence/core';
import { edges } from './edges.js';
import { fences } from './fences.js';
import { namespaces, pods, serviceEntries, services } from './parts.js';
import { virtualServices } from './routes.js';
import { sizeOf } from './Size.js';
import type { Asked } from './Size.js';

/**
 * A mesh of the size asked for, the same for the same seed.
 *
 * @example
 * syntheticMesh({ services: 1000 }); // and 1,000 fences, 20,000 edges, 500 VirtualServices, 40 namespaces
 */
export const syntheticMesh = (asked: Asked): Mesh => {
  const size = sizeOf(asked);
  const allServices = services(size);
  const allFences = fences(size, allServices);
  return {
    ...emptyMesh,
    namespaces: namespaces(size),
    services: allServices,
    serviceEntries: serviceEntries(size),
    virtualServices: virtualServices(size, allServices),
    fences: allFences,
    pods: pods(allServices),
    edges: edges(size, allFences, allServices)
  };
};
