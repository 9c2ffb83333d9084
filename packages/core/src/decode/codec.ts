import * as t from 'io-ts';

/** A field that may be missing or null, which Kubernetes takes for the same. */
export const optional = <A>(codec: t.Type<A, unknown>): t.Type<A | undefined, unknown> =>
  new t.Type<A | undefined, unknown>(
    codec.name,
    (value): value is A | undefined => value === undefined || codec.is(value),
    (value, context) =>
      value === undefined || value === null ? t.success(undefined) : codec.validate(value, context),
    value => value
  );

/** A list that may be missing or null: then it is empty. */
export const list = <A>(codec: t.Type<A, unknown>): t.Type<ReadonlyArray<A>, unknown> =>
  defaulted<ReadonlyArray<A>>(t.readonlyArray(codec), []);

/** A mapping that may be missing or null: then it is empty. */
export const mapping = <A>(codec: t.Type<A, unknown>): t.Type<Readonly<Record<string, A>>, unknown> =>
  defaulted(t.record(t.string, codec), {});

/** A field with a value of its own where it is missing or null. */
export const defaulted = <A>(codec: t.Type<A, unknown>, fallback: A): t.Type<A, unknown> =>
  new t.Type<A, unknown>(
    codec.name,
    codec.is,
    (value, context) =>
      value === undefined || value === null ? t.success(fallback) : codec.validate(value, context),
    value => value
  );

export const string: t.Type<string, unknown> = t.string;
export const number: t.Type<number, unknown> = t.number;
export const boolean: t.Type<boolean, unknown> = t.boolean;
export const unknown: t.Type<unknown, unknown> = t.unknown;

/** Labels, annotations and selectors. */
export const labels = mapping(string);

/** A number, or digits in quotes. */
export const numeric: t.Type<number, unknown> = new t.Type<number, unknown>(
  'a number',
  t.number.is,
  (value, context) => {
    if (typeof value === 'number') return t.success(value);
    return typeof value === 'string' && /^-?\d{1,15}$/.test(value)
      ? t.success(Number(value))
      : t.failure(value, context);
  },
  value => value
);

/** Text, or a number where text is meant: `9080` for `"9080"`. */
export const text: t.Type<string, unknown> = new t.Type<string, unknown>(
  'a string',
  t.string.is,
  (value, context) =>
    typeof value === 'string'
      ? t.success(value)
      : typeof value === 'number'
        ? t.success(String(value))
        : t.failure(value, context),
  value => value
);

/** Text, or a number; anything else is empty text, for lists of which no item may cost its neighbours their place. */
export const textOrEmpty: t.Type<string, unknown> = new t.Type<string, unknown>(
  'a string',
  t.string.is,
  value => t.success(typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''),
  value => value
);

/** A mapping with these fields; others are passed over. */
export const struct = <P extends Readonly<Record<string, t.Mixed>>>(
  fields: P
): t.Type<{ readonly [K in keyof P]: t.TypeOf<P[K]> }, unknown> => t.type(fields);
