import * as Instant from '../model/Instant.js';
import type { Json } from '../model/Json.js';
import { isObject } from './readObject.js';

const numberOf = (value: Json | undefined): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
};

/** `{seconds, nanos}`, as protobuf writes timestamps and durations in these kinds, in milliseconds. */
const fromParts = (value: Json | undefined): number | undefined => {
  if (!isObject(value)) return undefined;
  const seconds = numberOf(value['seconds']);
  const nanos = numberOf(value['nanos']);
  if (seconds === undefined && nanos === undefined) return undefined;
  const total = (seconds ?? 0) * Instant.second + Math.floor((nanos ?? 0) / 1e6);
  return Math.abs(total) <= 8.64e15 ? total : undefined;
};

/** An instant: `{seconds, nanos}` or an RFC 3339 text. */
export const instantOf = (value: Json | undefined): Instant.Instant | undefined =>
  typeof value === 'string' ? Instant.parse(value) : fromParts(value);

/** A duration above zero: `{seconds, nanos}` or a text such as `168h`. */
export const durationOf = (value: Json | undefined): Instant.Duration | undefined => {
  const duration = typeof value === 'string' ? Instant.parseDuration(value) : fromParts(value);
  return duration !== undefined && duration > 0 ? duration : undefined;
};
