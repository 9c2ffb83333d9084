import { replace, rule, state, watch, write } from './Rule.js';
import type { Rule } from './Rule.js';

const istio = 'networking.istio.io';
const slime = 'microservice.slime.io';
const keep = [...watch, ...write];

/** Events are made, and counted on when they happen again. */
const events = rule('events.k8s.io', ['events'], ['create', 'patch']);

/** The mesh, which scopes follow from: all of it, as a fence may need any host of any namespace. */
export const mesh: ReadonlyArray<Rule> = [
  rule('', ['namespaces', 'pods', 'services'], watch),
  rule('discovery.k8s.io', ['endpointslices'], watch),
  rule(istio, ['serviceentries', 'sidecars', 'virtualservices'], watch),
  rule(slime, ['servicefences'], watch)
];

/** Fences and what they become. A Sidecar that blocks its fence's deletion takes leave to set finalizers there. */
export const fences: ReadonlyArray<Rule> = [
  rule(slime, ['servicefences'], write),
  rule(slime, ['servicefences/status'], state),
  rule(slime, ['servicefences/finalizers'], replace),
  rule(istio, ['sidecars'], write),
  events
];

/** The routes of fallback traffic, and who logs calls. */
export const routes: ReadonlyArray<Rule> = [
  rule(istio, ['envoyfilters'], keep),
  rule('telemetry.istio.io', ['telemetries'], keep)
];

/** The global-sidecar's workload, and its own part of the routes. Its Sidecar is among those of fences. */
export const globalSidecar: ReadonlyArray<Rule> = [
  rule('', ['configmaps', 'serviceaccounts', 'services'], keep),
  rule('apps', ['deployments'], keep),
  rule('policy', ['poddisruptionbudgets'], keep),
  rule(istio, ['destinationrules', 'envoyfilters'], keep)
];

/** The Service that stands in for a global-sidecar's, so that its ports have listeners. */
export const placeholder: ReadonlyArray<Rule> = [rule('', ['services'], keep)];

/** The configuration, and whether it could be used. */
export const configuration: ReadonlyArray<Rule> = [
  rule('config.netease.com', ['slimeboots'], watch),
  rule('config.netease.com', ['slimeboots/status'], state),
  events
];

/** Who of several replicas leads; and what is to be told of the controller itself. */
export const leading = (lease: string): ReadonlyArray<Rule> => [
  rule('coordination.k8s.io', ['leases'], ['create']),
  rule('coordination.k8s.io', ['leases'], ['get', ...replace], [lease]),
  events
];
