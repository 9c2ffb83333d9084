import type * as t from 'io-ts';
import type { Path } from '../model/Origin.js';

/** What is wrong with one field. */
export interface FieldError {
  readonly path: Path;
  readonly expected: string;
  readonly found: string;
}

const described: Readonly<Record<string, string>> = {
  StringType: 'a string',
  NumberType: 'a number',
  BooleanType: 'true or false',
  ArrayType: 'a list',
  AnyArrayType: 'a list',
  DictionaryType: 'a mapping',
  AnyDictionaryType: 'a mapping',
  InterfaceType: 'a mapping'
};

const describe = (type: { readonly name: string; readonly _tag?: string }): string =>
  described[type._tag ?? ''] ?? plain(type.name);

/** The names that io-ts makes up for compound types say little to users. */
const plain = (name: string): string => {
  if (name === 'string' || name.startsWith('a ')) return name.startsWith('a ') ? name : 'a string';
  if (name === 'number') return 'a number';
  if (name === 'boolean') return 'true or false';
  if (name.startsWith('Array<') || name.startsWith('ReadonlyArray<')) return 'a list';
  return name.startsWith('{') || name.startsWith('Readonly<') ? 'a mapping' : name;
};

/** What a value is, in words. */
export const kindOf = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 60))}`;
  return typeof value === 'boolean' ? `the truth value ${value}` : `the number ${JSON.stringify(value)}`;
};

/** The failures of a decoding as fields: what was expected there, what was found. One for each place. */
export const fieldErrors = (errors: t.Errors): ReadonlyArray<FieldError> => {
  const found = errors.map(({ context, value, message }): FieldError => {
    const last = context.at(-1);
    return {
      path: context.slice(1).map(({ key }) => (/^\d+$/.test(key) ? Number(key) : key)),
      expected: message ?? (last === undefined ? 'a mapping' : describe(last.type)),
      found: kindOf(value)
    };
  });
  return [...new Map(found.map(error => [JSON.stringify(error.path), error])).values()];
};
