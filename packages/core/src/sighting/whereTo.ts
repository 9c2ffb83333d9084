import { isAddress, normalize, whyInvalid } from '../model/Host.js';
import type { Host } from '../model/Host.js';
import { isLocal, parseAddress, portIn } from './SocketAddress.js';
import type { SocketAddress } from './SocketAddress.js';
import type { Sighting } from './Sighting.js';
import { outboundHost } from './upstreamCluster.js';
import { noCall } from './WhyNot.js';
import type { NoCall } from './WhyNot.js';

/** Whether the mesh has a host or an address, as a caller of a namespace means it. */
export type Knows = (to: string, namespace: string) => boolean;

/** Where a call went. */
export interface Destination {
  readonly to: string;
  readonly port: number | undefined;
}

/** What decides where a call went, beside its entry. */
export interface Circumstances {
  /** The caller's namespace. */
  readonly namespace: string;
  /** Whether a global-sidecar reports, which is told of the original destination by a header. */
  readonly isFallback: boolean;
  /** Undefined where nobody knows what the mesh has. */
  readonly knows: Knows | undefined;
}

/** Whether a host is what a name means in full, as far as the name itself and the caller's namespace tell. */
const isMeant = (host: Host, name: Host, namespace: string): boolean => {
  if (!host.startsWith(name) || host[name.length] !== '.') return false;
  const [rest, dot] = [name.length + 1, name.indexOf('.')];
  if (dot === -1) return host.startsWith(`${namespace}.svc.`, rest);
  return name.includes('.', dot + 1) || host.startsWith('svc.', rest);
};

/** Whether a cluster is a host's, without looking any closer at either. */
const isOf = (cluster: string, host: Host): boolean =>
  cluster.endsWith(host) && cluster.at(-1 - host.length) === '|';

/**
 * A name that a caller used, in full where the chosen cluster is that host's.
 *
 * A VirtualService may lead elsewhere: then the cluster says nothing about the name.
 */
const completed = (name: Host, namespace: string, cluster: string): string => {
  if (isOf(cluster, name)) return name;
  const host = outboundHost(cluster);
  return host !== undefined && isMeant(host, name, namespace) ? host : name;
};

const byName = (name: Host, namespace: string, cluster: string): string | NoCall => {
  if (name === 'localhost') return noCall('destination-local');
  const isHost = !name.includes('*') && whyInvalid(name.includes('.') ? name : `${name}.svc`) === undefined;
  return isHost ? completed(name, namespace, cluster) : noCall('destination-invalid');
};

/** No address is longer, as text. */
const longestAddress = 45;

/** An address that the mesh has means what it stands for there; of others the chosen cluster may tell the host. */
const byAddress = (
  address: string,
  { upstreamCluster }: Sighting,
  { knows, namespace }: Circumstances
): string | NoCall => {
  if (isLocal(address)) return noCall('destination-local');
  if (address.length > longestAddress || !isAddress(address)) return noCall('destination-invalid');
  if (knows?.(address, namespace) === true) return address;
  const host = outboundHost(upstreamCluster);
  if (host !== undefined && whyInvalid(host) === undefined) return host;
  return knows === undefined ? address : noCall('destination-unknown');
};

const label = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';

/** What nearly all authorities are: a valid host in lower case, whose last label is no number, perhaps with a port. */
const plain = new RegExp(`^(?:${label}\\.)*(?=[a-z])${label}(?::\\d{1,5})?$`);

const mostPlain = 200;

/** No host is longer, with a port, brackets and a dot at its end. */
const longest = 270;

/** The host in an authority that is plain, without looking any closer; it may be any other one as well. */
const plainHost = (authority: string): Host | undefined => {
  const isPlain =
    authority.length <= mostPlain && !authority.startsWith('localhost') && plain.test(authority);
  if (!isPlain) return undefined;
  const colon = authority.indexOf(':');
  return colon === -1 ? authority : authority.slice(0, colon);
};

const named = (
  sighting: Sighting,
  original: SocketAddress | undefined,
  circumstances: Circumstances
): string | NoCall => {
  const isHttp = sighting.kind === 'http';
  const host = isHttp ? plainHost(sighting.authority) : undefined;
  if (host !== undefined) return completed(host, circumstances.namespace, sighting.upstreamCluster);
  if (isHttp && sighting.authority.length > longest) return noCall('destination-invalid');
  const name = isHttp ? normalize(sighting.authority) : '';
  if (name !== '' && !isAddress(name)) return byName(name, circumstances.namespace, sighting.upstreamCluster);
  const address = original?.address ?? name;
  return address === '' ? noCall('destination-missing') : byAddress(address, sighting, circumstances);
};

/** Where a call went: the authority, or where that is an address or nothing, the original destination. */
export const whereTo = (sighting: Sighting, circumstances: Circumstances): Destination | NoCall => {
  const original = circumstances.isFallback ? parseAddress(sighting.originalDestination) : sighting.local;
  const found = named(sighting, original, circumstances);
  return typeof found === 'string'
    ? { to: found, port: original?.port ?? portIn(sighting.authority) }
    : found;
};
