import type { JsonObject } from '../../../model/Json.js';

/** A piece of a structural schema, as CustomResourceDefinitions have it. */
export type Schema = JsonObject;

/** The schemas of a mapping's fields. */
export type Properties = Readonly<Record<string, Schema>>;

/** Null is the same as nothing; server-side apply itself leaves it where it took the last entry out of a mapping. */
const orNull: Schema = { nullable: true };

const kept: Schema = { 'x-kubernetes-preserve-unknown-fields': true };

export const text = (description: string, more: Schema = {}): Schema => ({
  description,
  type: 'string',
  ...orNull,
  ...more
});

export const flag = (description: string): Schema => ({ description, type: 'boolean', ...orNull });

/** That a text is one of some words. An enum would refuse null. */
export const among = (words: ReadonlyArray<string>): Schema => ({ pattern: `^(${words.join('|')})$` });

/** One of some words. */
export const word = (description: string, words: ReadonlyArray<string>): Schema =>
  text(description, among(words));

/** A whole number, or a text: its digits in quotes, unless `more` says otherwise. */
export const whole = (description: string, more: Schema = {}): Schema => ({
  description,
  'x-kubernetes-int-or-string': true,
  pattern: '^-?[0-9]{1,15}$',
  ...orNull,
  ...more
});

export const count = (description: string): Schema =>
  whole(description, { minimum: 0, maximum: 2_147_483_647, pattern: '^[0-9]{1,9}$' });

export const port = (description: string): Schema =>
  whole(description, { minimum: 1, maximum: 65_535, pattern: '^[0-9]+$' });

/** A value of any type; `more` holds for those types that it speaks of. */
export const anything = (description: string, more: Schema = {}): Schema => ({
  description,
  ...kept,
  ...orNull,
  ...more
});

export const list = (description: string, items: Schema): Schema => ({
  description,
  type: 'array',
  items,
  ...orNull
});

export const texts = (description: string): Schema => list(description, { type: 'string' });

/** A mapping with any keys. */
export const mapOf = (description: string, values: Schema): Schema => ({
  description,
  type: 'object',
  additionalProperties: values,
  ...orNull
});

export const labels = (description: string): Schema => mapOf(description, { type: 'string' });

/** A mapping with these fields only: the API server drops others, or refuses them where it is asked to be strict. */
export const closed = (description: string, properties: Properties): Schema => ({
  description,
  type: 'object',
  properties,
  ...orNull
});

/** A mapping with these fields, and any others. */
export const open = (
  description: string,
  properties: Properties = {},
  required: ReadonlyArray<string> = []
): Schema => ({
  description,
  type: 'object',
  ...kept,
  ...orNull,
  ...(Object.keys(properties).length === 0 ? {} : { properties }),
  ...(required.length === 0 ? {} : { required })
});
