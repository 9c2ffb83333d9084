import * as Cidr from '../../../model/Cidr.js';
import type { Destinations } from '../../../model/Config.js';
import { proxyPorts } from '../../../model/Port.js';
import { cidrExpression } from './cidrExpression.js';
import { oneOf } from './range.js';

/** What a global-sidecar forwards to nobody, whatever the configuration says. */
const reserved = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '255.255.255.255/32',
  // Unspecified, loopback, and IPv4 addresses in the clothes of IPv6.
  '::/96',
  '::ffff:0:0/96',
  'fe80::/10',
  'ff00::/8',
  // Metadata services of clouds that are not link-local.
  '100.100.100.200/32',
  '168.63.129.16/32',
  'fd00:ec2::254/128',
  'fd20:ce::254/128'
];

/** Ports of Istio's proxy, and of the global-sidecar's own administration. */
export const reservedPorts = (admin: number): ReadonlyArray<number> => [...proxyPorts, admin];

const read = (texts: ReadonlyArray<string>): ReadonlyArray<Cidr.Cidr> =>
  texts.map(Cidr.parse).filter(cidr => cidr !== undefined);

/** The same addresses as NAT64 has them; the others would be reached through it. */
const translated = ({ bytes, prefix }: Cidr.Cidr): ReadonlyArray<Cidr.Cidr> =>
  bytes.length === 4
    ? [{ bytes: [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, ...bytes], prefix: 96 + prefix }]
    : [];

const expressionsOf = (texts: ReadonlyArray<string>): ReadonlyArray<string> => {
  const cidrs = read(texts);
  return [...cidrs, ...cidrs.flatMap(translated)].map(cidrExpression);
};

const reservedExpressions = expressionsOf(reserved);

/** More than this in one expression, and RE2 might find it too large. */
const most = 50;

/** Expressions for addresses with any port, each for as many as RE2 takes at once. */
const chunks = (expressions: ReadonlyArray<string>): ReadonlyArray<string> => {
  const all = [...new Set(expressions)];
  return Array.from({ length: Math.ceil(all.length / most) }, (_, index) => {
    const some = all.slice(index * most, (index + 1) * most);
    return String.raw`${oneOf(some)}:\d+`;
  });
};

/** Expressions of which a forbidden destination matches one; `others` are denied like the configuration's own. */
export const denied = (
  { deny }: Destinations,
  others: ReadonlyArray<string>,
  admin: number
): ReadonlyArray<string> => [
  `.*:${oneOf(reservedPorts(admin).map(String))}`,
  ...chunks([...reservedExpressions, ...expressionsOf([...others, ...deny]).toSorted()])
];

/** Expressions of which an allowed destination matches one; none where everything is allowed that is not denied. */
export const allowed = ({ allow }: Destinations): ReadonlyArray<string> =>
  chunks(read(allow).map(cidrExpression).toSorted());
