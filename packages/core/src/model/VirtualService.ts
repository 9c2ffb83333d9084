import type { Meta } from './Meta.js';

/** The traffic that a route applies to, as far as a scope depends on it. Undefined `gateways` means: all of the VirtualService's. */
export interface RouteMatch {
  readonly gateways: ReadonlyArray<string> | undefined;
  readonly sourceNamespace: string | undefined;
}

/** One http, tcp or tls route: where matching traffic may go. An empty `matches` matches everything. */
export interface Route {
  readonly protocol: 'http' | 'tcp' | 'tls';
  readonly matches: ReadonlyArray<RouteMatch>;
  readonly destinations: ReadonlyArray<string>;
  readonly delegate: { readonly namespace: string | undefined; readonly name: string } | undefined;
}

/**
 * An Istio VirtualService, reduced to what a scope depends on.
 *
 * `destinations` of a route are its weighted destinations and its mirrors, as they are written: short names are
 * completed by the index, in the VirtualService's own namespace.
 */
export interface VirtualService {
  readonly meta: Meta;
  readonly hosts: ReadonlyArray<string>;
  readonly gateways: ReadonlyArray<string>;
  readonly routes: ReadonlyArray<Route>;
  readonly exportTo: ReadonlyArray<string> | undefined;
}
