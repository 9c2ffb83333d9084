import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import { of } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import { stable } from '../../model/Fence.js';
import type { Strategy } from '../../model/Fence.js';
import type { Json, JsonObject } from '../../model/Json.js';
import type { Document } from '../Document.js';
import { fieldInvalid, unknownFields } from '../field.js';
import { kindOf } from '../fieldErrors.js';
import { isObject } from '../readObject.js';
import { durationOf, instantOf } from '../time.js';

const known = ['stable', 'deadline', 'auto', 'RecentlyCalled'];
const longestFirst = ['stable', 'auto', 'deadline'] as const;

const partOf = (value: Json | undefined, field: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, field) ? value[field] : undefined;

/**
 * A host's recycling strategy, from one entry of `spec.host`.
 *
 * Nothing here ends the host: what cannot be understood keeps it as if it were stable, because a dependency that was
 * asked for must not be lost over its expiry.
 */
export const strategy = (document: Document, host: string, value: Json | undefined): Diagnosed<Strategy> => {
  if (value === null || value === undefined) return of(stable);
  const path = ['spec', 'host', host];
  if (!isObject(value)) {
    const error = { path, expected: 'a mapping', found: kindOf(value) };
    return { value: stable, diagnostics: [fieldInvalid(document, error, 'The default holds.')] };
  }
  const unknown = unknownFields(document, path, value, known);
  const present = longestFirst.filter(name => Object.hasOwn(value, name));
  const [used] = present;
  const several =
    used === undefined || present.length === 1
      ? []
      : [report('strategy-several', { host, used }, [inObject(document.kind, document, path)])];
  const read = readStrategy(document, host, value, used);
  return { value: read.value, diagnostics: [...unknown, ...several, ...read.diagnostics] };
};

const readStrategy = (
  document: Document,
  host: string,
  value: JsonObject,
  used: (typeof longestFirst)[number] | undefined
): Diagnosed<Strategy> => {
  if (used === 'deadline') {
    const at = instantOf(partOf(value['deadline'], 'expire'));
    return at === undefined ? incomplete(document, host, used, 'expire') : of({ _tag: 'Deadline', at });
  }
  if (used !== 'auto') return of(stable);
  const after = durationOf(partOf(value['auto'], 'duration'));
  const recentlyCalled = instantOf(value['RecentlyCalled']);
  return after === undefined
    ? incomplete(document, host, used, 'duration')
    : of({ _tag: 'Auto', after, recentlyCalled });
};

const incomplete = (document: Document, host: string, name: string, field: string): Diagnosed<Strategy> => {
  const diagnostics: ReadonlyArray<Diagnostic> = [
    report('strategy-incomplete', { host, strategy: name, field }, [
      inObject(document.kind, document, ['spec', 'host', host, name])
    ])
  ];
  return { value: stable, diagnostics };
};
