import type { Service, VirtualService } from '@meshfence/core';
import { metaOf, streamOf } from './parts.js';
import { below } from './Random.js';
import type { Random } from './Random.js';
import type { Size } from './Size.js';

/** `svc-1.team-2.svc.cluster.local`. */
export const hostOf = ({ meta }: Service): string => `${meta.name}.${meta.namespace}.svc.cluster.local`;

const shareOfOthers = 0.25;

/** Most routes only choose among the subsets of their own host; a quarter sends some of its traffic elsewhere, too. */
const destinations = (
  next: Random,
  service: Service,
  services: ReadonlyArray<Service>
): ReadonlyArray<string> => {
  const other = next() < shareOfOthers ? services[below(next, services.length)] : undefined;
  return other === undefined ? [hostOf(service)] : [hostOf(service), hostOf(other)];
};

/** VirtualServices in the order of the Services that they route; each for one Service. */
export const virtualServices = (
  size: Size,
  services: ReadonlyArray<Service>
): ReadonlyArray<VirtualService> => {
  const next = streamOf(size, 3);
  const step = Math.max(1, Math.floor(services.length / Math.max(1, size.virtualServices)));
  return Array.from(
    { length: size.virtualServices },
    (_, index) => services[(index * step) % services.length]
  ).flatMap((service, index) =>
    service === undefined
      ? []
      : [
          {
            meta: metaOf(service.meta.namespace, `route-${index}`),
            hosts: [hostOf(service)],
            gateways: [],
            routes: [
              {
                protocol: 'http',
                matches: [],
                destinations: destinations(next, service, services),
                delegate: undefined
              }
            ],
            exportTo: undefined
          } satisfies VirtualService
        ]
  );
};
