import type { Origin, Path } from '../model/Origin.js';

/**
 * Where a finding points.
 *
 * `path` leads from the object to the field; `target` says whether the field's name or its value is meant. `span`
 * overrides the path with offsets into the text, for what was found before there was an object.
 */
export interface Place {
  readonly object: string | undefined;
  readonly origin: Origin;
  readonly path: Path;
  readonly target: 'key' | 'value';
  readonly span: { readonly start: number; readonly end: number } | undefined;
}

/** A place in a text, where nothing is known of objects. */
export const inText = (file: string, start: number, end: number): Place => ({
  object: undefined,
  origin: { _tag: 'InText', file, start, end, path: [] },
  path: [],
  target: 'value',
  span: { start, end }
});

interface Placed {
  readonly meta: { readonly namespace: string; readonly name: string; readonly origin: Origin };
}

/** A field of an object; the object itself for an empty path. */
export const inObject = (
  kind: string,
  { meta }: Placed,
  path: Path = [],
  target: 'key' | 'value' = 'value'
): Place => ({
  object: `${kind} ${meta.namespace === '' ? '' : `${meta.namespace}/`}${meta.name}`.trimEnd(),
  origin: meta.origin,
  path,
  target,
  span: undefined
});
