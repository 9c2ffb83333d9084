import { anything, whole } from './Schema.js';
import type { Schema } from './Schema.js';

const parts = {
  seconds: whole('Whole seconds.'),
  nanos: whole('Nanoseconds beside the seconds.')
};

const rfc3339 =
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$';

/** `{seconds, nanos}` since 1970, or an RFC 3339 text. */
export const instant = (description: string): Schema =>
  anything(`${description} A text such as 2026-03-01T08:00:00Z, or {seconds, nanos}.`, {
    pattern: rfc3339,
    properties: parts
  });

/** `{seconds, nanos}`, or a text. */
export const duration = (description: string): Schema =>
  anything(`${description} A text such as 168h (units d, h, m, s, ms), or {seconds, nanos}.`, {
    pattern: '^([0-9]+([.][0-9]+)?(ms|d|h|m|s))+$',
    properties: parts
  });
