import type { Destination, Route, VirtualService } from './Estate.js';
import { complete } from './hostRules.js';
import { isVisible } from './isVisible.js';

/** Hosts, each with the ports by which it is a destination; undefined stands for all. */
export type Reachable = ReadonlyMap<string, ReadonlySet<number | undefined>>;

/**
 * Whether a route is for callers of a namespace.
 *
 * Once a match has asked for another namespace, only one that asks for this one opens the route again: that is how Istio
 * reads it, though a match that asks for none takes everybody.
 */
const isFor = ({ sources }: Route, own: string): boolean => {
  let open = true;
  for (const source of sources) {
    if (source === own) return true;
    if (source !== undefined) open = false;
  }
  return open;
};

const delegateOf = (
  all: ReadonlyArray<VirtualService>,
  root: VirtualService,
  { delegate }: Route
): VirtualService | undefined =>
  all.find(
    each =>
      each.hosts.length === 0 &&
      each.name === delegate?.name &&
      each.namespace === (delegate.namespace ?? root.namespace) &&
      isVisible(each, root.namespace)
  );

interface Named {
  readonly namespace: string;
  readonly destinations: ReadonlyArray<Destination>;
}

const destinations = ({ namespace }: VirtualService, routes: ReadonlyArray<Route>): Named => ({
  namespace,
  destinations: routes.flatMap(route => [...route.destinations, ...route.mirrors])
});

/** What a route leads to, and whose namespace completes its names: the delegate's, if there is one. */
const ofRoute = (
  all: ReadonlyArray<VirtualService>,
  root: VirtualService,
  route: Route
): ReadonlyArray<Named> => {
  if (route.delegate === undefined) return [destinations(root, [route])];
  const delegate = delegateOf(all, root, route);
  return delegate === undefined ? [] : [destinations(delegate, delegate.routes)];
};

/** Where a VirtualService leads callers of a namespace. */
export const reachable = (
  all: ReadonlyArray<VirtualService>,
  virtualService: VirtualService,
  own: string
): Reachable => {
  const found = new Map<string, Set<number | undefined>>();
  const named = virtualService.routes
    .filter(route => isFor(route, own))
    .flatMap(route => ofRoute(all, virtualService, route));
  for (const { namespace, destinations: each } of named)
    for (const { host, port } of each) {
      const name = complete(host, namespace);
      found.set(name, (found.get(name) ?? new Set()).add(port));
    }
  return found;
};
