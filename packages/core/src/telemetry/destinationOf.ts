import { globalSidecarName } from '../model/GlobalSidecar.js';
import { isAddress, isWildcard, normalize, whyInvalid } from '../model/Host.js';
import type { Host } from '../model/Host.js';
import type { Labels } from '../model/Labels.js';
import { known } from './callerOf.js';
import type { Why } from './Why.js';

/** A destination as it was seen, without its port. */
export interface Destination {
  readonly to: Host;
  readonly port: number | undefined;
}

/** Who counted a call: the caller's proxy, or the callee's. */
export type Reporter = 'source' | 'destination';

/** Istio's names for what takes calls to hosts that a proxy does not know. */
const passedThrough = 'PassthroughCluster';
const blocked = 'BlackHoleCluster';

const maxPort = 65_535;

/** The port of an authority, `[::1]:80` included. */
const portOf = (authority: string): number | undefined => {
  const port = Number(/^(?:\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(authority)?.[1] ?? 0);
  return port > 0 && port <= maxPort ? port : undefined;
};

const isGlobalSidecar = (host: Host): boolean =>
  host === globalSidecarName || host.startsWith(`${globalSidecarName}.`);

/** Whether a name may be a host's: full, short, or an address. A caller's own word is never a wildcard. */
const isHost = (host: Host, isCallersWord: boolean): boolean =>
  isAddress(host) ||
  (!(isCallersWord && isWildcard(host)) &&
    whyInvalid(host.includes('.') ? host : `${host}.svc`) === undefined);

/** A name of a Service within its namespace. */
const inNamespace = (name: string | undefined, namespace: string | undefined): Host | undefined =>
  name === undefined || namespace === undefined || name.includes('.')
    ? undefined
    : `${name}.${namespace}.svc`;

const nameOf = (labels: Labels): string | undefined => known(labels, 'destination_service_name');

const namespaceOf = (labels: Labels): string | undefined =>
  known(labels, 'destination_service_namespace') ?? known(labels, 'destination_workload_namespace');

/** What stands for a destination that has no host: its Service's name, or what it calls itself. */
const byName = (labels: Labels): string | undefined =>
  inNamespace(nameOf(labels) ?? known(labels, 'destination_canonical_service'), namespaceOf(labels));

/**
 * The host that a sample names.
 *
 * A callee's proxy says only a short name where it knows none of its Services: that is one of the callee's namespace. A
 * caller's proxy does so where it passes on what the application asked for: that is meant in the caller's.
 */
const textOf = (labels: Labels, reporter: Reporter): string | undefined => {
  const service = known(labels, 'destination_service');
  if (service === undefined) return isUnknownCluster(labels) ? undefined : byName(labels);
  const isShort = reporter === 'destination' && !/[.:]/.test(service);
  return isShort ? (inNamespace(service, namespaceOf(labels)) ?? service) : service;
};

const isUnknownCluster = (labels: Labels): boolean => [passedThrough, blocked].includes(nameOf(labels) ?? '');

/** Whether the caller's proxy stopped the call. */
export const isBlocked = (labels: Labels): boolean => nameOf(labels) === blocked;

/** The destination of a sample, or why it has none. */
export const destinationOf = (labels: Labels, reporter: Reporter): Destination | Why => {
  const text = textOf(labels, reporter);
  if (text === undefined) return 'no-destination';
  const to = normalize(text);
  if (isGlobalSidecar(to) || nameOf(labels) === globalSidecarName) return 'global-sidecar';
  return isHost(to, isUnknownCluster(labels)) ? { to, port: portOf(text) } : 'bad-destination';
};
