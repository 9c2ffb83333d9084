import type * as t from 'io-ts';
import { second } from '../../model/Instant.js';
import type { Duration } from '../../model/Instant.js';
import type { Json } from '../../model/Json.js';
import { durationOf } from '../time.js';
import { codec, matching } from './deploymentCodecs.js';

const longest: Duration = 7 * 86_400_000;

/** A time between two questions, or one that they look back, in milliseconds. Timers run for some weeks at most. */
export const time: t.Type<Duration, unknown> = codec(
  'a duration from 1s to 7d',
  (value): value is Duration => typeof value === 'number',
  value => {
    const duration = durationOf(value as Json);
    return duration !== undefined && duration >= second && duration <= longest ? duration : undefined;
  }
);

const host = String.raw`(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])`;

/** Where an API is. Empty is nowhere; `HOST:PORT` means HTTP. A query and a fragment would never be asked for. */
export const address = matching(
  'an address such as "http://prometheus.istio-system:9090"',
  new RegExp(
    String.raw`^(?:(?:[Hh][Tt][Tt][Pp][Ss]?://)?(?:[^\s/?#@]*@)?${host}(?::\d{1,5})?(?:/[^\s?#]*)?)?$`
  ),
  2048,
  value => (typeof value === 'string' ? value.trim() : value)
);

/** The path of a file in the controller's container. */
export const filePath = matching(
  'the path of a file such as "/etc/meshfence/prometheus/token"',
  /^(?:\/[^/\p{Cc}]+)+$/u,
  4096
);

export const userName = matching('a name without a colon', /^[^:\p{Cc}]+$/u, 1024);

/** Headers that belong to the connection, or that say how question and answer are written. */
const reserved = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade'
]);

const token = /^[\w!#$%&'*+.^`|~-]{1,256}$/;

export const headerName: t.Type<string, unknown> = codec(
  'a header such as "X-Scope-OrgID", and none of the connection\'s own',
  (value): value is string => typeof value === 'string',
  value =>
    typeof value === 'string' && token.test(value) && !reserved.has(value.toLowerCase()) ? value : undefined
);

/** What is no text already, but would be one in a URL or a header: `dedup: true`. */
const written = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;

export const headerValue = matching(
  'a text of printable characters (ASCII)',
  /^(?:[!-~](?:[ -~\t]*[!-~])?)?$/,
  8192,
  written
);

/** What each question says itself. */
const asked = ['query', 'time', 'timeout'];

export const parameterName: t.Type<string, unknown> = codec(
  `the name of a parameter, and none of "${asked.join('", "')}"`,
  (value): value is string => typeof value === 'string',
  value => (typeof value === 'string' && value !== '' && !asked.includes(value) ? value : undefined)
);

export const parameterValue = matching('a string', /^/, 8192, written);
