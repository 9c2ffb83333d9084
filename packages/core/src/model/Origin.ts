/** A path of keys and indices into a document. */
export type Path = ReadonlyArray<string | number>;

/**
 * Where an object was read: a stretch of a text, or nowhere in particular (a live API, a program).
 *
 * `start` and `end` are offsets of the YAML document; `path` leads from its root to the object (`items`, 3 inside
 * a `List`). Lines and columns are worked out only when a diagnostic is printed.
 */
export type Origin =
  | {
      readonly _tag: 'InText';
      readonly file: string;
      readonly start: number;
      readonly end: number;
      readonly path: Path;
    }
  | { readonly _tag: 'Nowhere' };

export const nowhere: Origin = { _tag: 'Nowhere' };

/** The origin of what lies deeper in the same document. */
export const within = (origin: Origin, path: Path): Origin =>
  origin._tag === 'Nowhere' ? origin : { ...origin, path: [...origin.path, ...path] };
