import type { Port } from './Service.js';

/** What Istio takes a port to speak; `unsupported` is found out by looking at the traffic. */
export type Protocol =
  | 'udp'
  | 'tcp'
  | 'http'
  | 'http2'
  | 'http_proxy'
  | 'grpc'
  | 'grpc-web'
  | 'https'
  | 'tls'
  | 'mongo'
  | 'redis'
  | 'mysql'
  | 'unsupported';

const named: ReadonlyMap<string, Protocol> = new Map<string, Protocol>([
  ['tcp', 'tcp'],
  ['udp', 'udp'],
  ['grpc', 'grpc'],
  ['grpc-web', 'grpc-web'],
  ['http', 'http'],
  ['http_proxy', 'http_proxy'],
  ['http2', 'http2'],
  ['https', 'https'],
  ['tls', 'tls'],
  ['mongo', 'mongo'],
  ['redis', 'redis'],
  ['mysql', 'mysql']
]);

/** The names that Kubernetes itself has defined for `appProtocol`. */
const ofKubernetes: ReadonlyMap<string, Protocol> = new Map<string, Protocol>([
  ['kubernetes.io/h2c', 'http2'],
  ['kubernetes.io/ws', 'http'],
  ['kubernetes.io/wss', 'https']
]);

/** Ports on which Istio does not look: SMTP, DNS, MySQL and MongoDB. */
const unsniffed: ReadonlySet<number> = new Set([25, 53, 3306, 27_017]);

const byName = (name: string): Protocol => {
  const lower = name.toLowerCase();
  if (lower.startsWith('grpc-web')) return 'grpc-web';
  return named.get(lower.split('-', 1)[0] ?? '') ?? 'unsupported';
};

const sniffed = (protocol: Protocol, number: number): Protocol =>
  protocol === 'unsupported' && unsniffed.has(number) ? 'tcp' : protocol;

/**
 * The protocol of a Service's port.
 *
 * Source: istio pkg/config/kube/conversion.go, ConvertProtocol.
 */
export const ofServicePort = ({ appProtocol, name, number, protocol }: Port): Protocol => {
  if (protocol?.toUpperCase() === 'UDP') return 'udp';
  if (appProtocol === undefined || appProtocol === '') return sniffed(byName(name ?? ''), number);
  return ofKubernetes.get(appProtocol.toLowerCase()) ?? sniffed(byName(appProtocol), number);
};

/** The protocol of a ServiceEntry's port: what its `protocol` says, whatever its name. */
export const ofEntryPort = ({ protocol = '' }: Port): Protocol =>
  named.get(protocol.toLowerCase()) ?? 'unsupported';

const httpOnes: ReadonlySet<Protocol> = new Set<Protocol>([
  'http',
  'http2',
  'http_proxy',
  'grpc',
  'grpc-web'
]);

/** Whether Istio gives the port an HTTP listener, or may find HTTP on it. */
export const mayBeHttp = (protocol: Protocol): boolean =>
  httpOnes.has(protocol) || protocol === 'unsupported';

/** Whether the protocol is made of HTTP/2 frames; gRPC needs them on every hop. */
export const isHttp2 = (protocol: Protocol): boolean => protocol === 'http2' || protocol === 'grpc';

/** Ports by which FTP, SSH, SMTP, POP3, NNTP, IMAP, submission, MySQL and VNC are known: their servers speak first. */
const serverFirst: ReadonlySet<number> = new Set([21, 22, 25, 110, 119, 143, 587, 3306, 5900]);

/** Whether the server of a port speaks before its client does, as far as port and protocol tell. */
export const isServerFirst = (protocol: Protocol, number: number): boolean =>
  protocol === 'mysql' || (!httpOnes.has(protocol) && serverFirst.has(number));
