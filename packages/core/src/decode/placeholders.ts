import type { Json, JsonObject } from '../model/Json.js';
import type { Path } from '../model/Origin.js';

/** A placeholder of a sample, and where it stands in the object. */
export interface Placeholder {
  readonly path: Path;
  readonly text: string;
}

const left = /\{\{[^{}]*\}\}|⦃[^⦃⦄]*⦄/;

const isTemplate = (path: Path): boolean =>
  (path.includes('dispatches') && path.at(-1) === 'cluster') || path.includes('annotations');

/** The placeholders of a value. Dispatch clusters are left alone, where `{{..}}` is a template, and annotations, where it may be anything. */
export const find = (value: Json, path: Path = []): ReadonlyArray<Placeholder> => {
  if (typeof value === 'string') {
    const found = left.exec(value)?.[0];
    return found === undefined || isTemplate(path)
      ? []
      : [{ path, text: found.replace('⦃', '{{').replace('⦄', '}}') }];
  }
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => find(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => find(item, [...path, key]));
};

/** The value without the fields and items that hold placeholders. */
export const prune = (value: Json, path: Path = []): Json => {
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, index) =>
      isHeld(item, [...path, index]) ? [] : [prune(item, [...path, index])]
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject)
      .filter(([key, item]) => !isHeld(item, [...path, key]))
      .map(([key, item]) => [key, prune(item, [...path, key])])
  );
};

const isHeld = (item: Json, path: Path): boolean =>
  typeof item === 'string' && left.test(item) && !isTemplate(path);
