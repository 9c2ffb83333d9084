import type { VirtualService } from './Estate.js';
import { isVisible } from './isVisible.js';

/** A Sidecar's egress hosts, taken apart. */
export type Imports = ReadonlyArray<{ readonly namespace: string; readonly name: string }>;

const covers = (wildcard: string, name: string): boolean => name.endsWith(wildcard.slice(1));

/** Whether all that one name stands for, another does too. An exact name never covers a wildcard. */
export const isSubset = (name: string, of: string): boolean => {
  if (!of.startsWith('*')) return name === of;
  return name.startsWith('*') ? name.length >= of.length && covers(of, name.slice(1)) : covers(of, name);
};

/** Whether two names have anything in common. */
const overlap = (a: string, b: string): boolean => isSubset(a, b) || isSubset(b, a);

/** A short name is one of the VirtualService's own namespace. */
export const complete = (host: string, namespace: string): string =>
  host.includes('.') ? host : `${host}.${namespace}.svc.cluster.local`;

const isForMesh = ({ gateways }: VirtualService): boolean =>
  gateways.length === 0 || gateways.includes('mesh');

/** The VirtualServices that a Sidecar's hosts bring in: by their own namespace, and by any host that has something in common. */
export const candidates = (
  all: ReadonlyArray<VirtualService>,
  own: string,
  imports: Imports
): ReadonlyArray<VirtualService> =>
  all.filter(
    virtualService =>
      isForMesh(virtualService) &&
      isVisible(virtualService, own) &&
      virtualService.hosts.some(host =>
        imports.some(
          ({ namespace, name }) =>
            (namespace === '*' || namespace === virtualService.namespace) &&
            overlap(complete(host, virtualService.namespace), name)
        )
      )
  );
