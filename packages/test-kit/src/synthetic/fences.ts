import { emptyStatus } from '@meshfence/core';
import type { Fence, Service } from '@meshfence/core';
import { externalHost, metaOf, namespaceName, streamOf } from './parts.js';
import { below } from './Random.js';
import type { Random } from './Random.js';
import { hostOf } from './routes.js';
import type { Size } from './Size.js';

const staticHosts = (next: Random, size: Size, services: ReadonlyArray<Service>): Fence['hosts'] => {
  const callee = services[below(next, services.length)];
  const host = callee === undefined || below(next, 3) === 0 ? externalHost(next, size) : hostOf(callee);
  return { [host]: { _tag: 'Stable' } };
};

const oneIn = (next: Random, count: number): boolean => below(next, count) === 0;

/** A Service's own fence; where there are more fences than Services, those of its further versions. */
const identity = (service: Service, round: number): Pick<Fence, 'meta' | 'workloadSelector'> => {
  const { namespace, name } = service.meta;
  return round === 0
    ? { meta: metaOf(namespace, name), workloadSelector: { labels: {}, fromService: true } }
    : {
        meta: metaOf(namespace, `${name}-v${round + 1}`),
        workloadSelector: { labels: { app: `${name}-v${round + 1}` }, fromService: false }
      };
};

/** Fences; every tenth has a static dependency, a few depend on a namespace or on whatever has a label. */
export const fences = (size: Size, services: ReadonlyArray<Service>): ReadonlyArray<Fence> => {
  const next = streamOf(size, 4);
  return Array.from({ length: services.length === 0 ? 0 : size.fences }, (_, index) => index).flatMap(
    index => {
      const service = services[index % services.length];
      if (service === undefined) return [];
      const fence: Fence = {
        ...identity(service, Math.floor(index / services.length)),
        enable: true,
        hosts: oneIn(next, 10) ? staticHosts(next, size, services) : {},
        namespaceSelector: oneIn(next, 200) ? [namespaceName(size.namespaces - 1)] : [],
        labelSelector: oneIn(next, 50) ? [{ app: `svc-${below(next, size.services)}` }] : [],
        status: emptyStatus
      };
      return [fence];
    }
  );
};
