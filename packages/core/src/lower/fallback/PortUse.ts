import { groupBy } from '../../groupBy.js';
import type { Index } from '../../indexing/Index.js';
import { isOwnService } from '../../model/GlobalSidecar.js';
import { keyOf } from '../../model/Meta.js';
import * as Protocol from '../../model/Protocol.js';

/** That an object of the mesh has a port, and what is spoken there. */
export interface PortUse {
  readonly port: number;
  readonly protocol: Protocol.Protocol;
  /** `Service shop/cart`. */
  readonly by: string;
}

const ofServices = ({ mesh }: Index): ReadonlyArray<PortUse> => {
  const { istioNamespace, slimeNamespace } = mesh.config.global;
  const inScope = new Set([istioNamespace, slimeNamespace]);
  return mesh.services
    .filter(service => !isOwnService(service) && !inScope.has(service.meta.namespace))
    .flatMap(({ meta, ports }) =>
      ports.map(port => ({
        port: port.number,
        protocol: Protocol.ofServicePort(port),
        by: `Service ${keyOf(meta)}`
      }))
    );
};

const ofServiceEntries = ({ mesh }: Index): ReadonlyArray<PortUse> =>
  mesh.serviceEntries.flatMap(({ meta, ports }) =>
    ports.map(port => ({
      port: port.number,
      protocol: Protocol.ofEntryPort(port),
      by: `ServiceEntry ${keyOf(meta)}`
    }))
  );

/**
 * Who uses which port, by port, but for UDP.
 *
 * The namespaces of Istio and of meshfence are left out: every scope has them, so their traffic is never unmatched.
 */
export const portUses = (index: Index): ReadonlyMap<number, ReadonlyArray<PortUse>> =>
  groupBy(
    [...ofServices(index), ...ofServiceEntries(index)]
      .filter(({ protocol }) => protocol !== 'udp')
      .toSorted((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0)),
    ({ port }) => port
  );
