import type { JsonObject } from '../../model/Json.js';
import type { Route, RouteMatch, VirtualService } from '../../model/VirtualService.js';
import { encodeObject } from './encodeObject.js';
import * as Fields from './Fields.js';

const encodeMatch = ({ gateways, sourceNamespace }: RouteMatch): JsonObject =>
  Fields.filled({ gateways, sourceNamespace });

const encodeDestination = (host: string): JsonObject => ({ destination: { host } });

const encodeDelegate = ({ delegate }: Route): JsonObject | undefined =>
  delegate === undefined ? undefined : Fields.defined({ name: delegate.name, namespace: delegate.namespace });

const encodeRoute = (route: Route): JsonObject =>
  Fields.filled({
    match: route.matches.map(encodeMatch),
    route: route.destinations.map(encodeDestination),
    delegate: encodeDelegate(route)
  });

const ofProtocol = (protocol: Route['protocol'], { routes }: VirtualService): ReadonlyArray<JsonObject> =>
  routes.filter(route => route.protocol === protocol).map(encodeRoute);

/** The VirtualService as Istio has it: every destination once more a route without a weight, mirrors among them. */
export const encodeVirtualService = (virtualService: VirtualService): JsonObject =>
  encodeObject('networking.istio.io/v1', 'VirtualService', virtualService.meta, {
    spec: Fields.filled({
      hosts: virtualService.hosts,
      gateways: virtualService.gateways,
      http: ofProtocol('http', virtualService),
      tcp: ofProtocol('tcp', virtualService),
      tls: ofProtocol('tls', virtualService),
      exportTo: virtualService.exportTo
    })
  });
