import * as t from 'io-ts';
import type { Named, VolumeMount } from '../../model/Deployment.js';
import type { JsonObject } from '../../model/Json.js';
import { string, struct } from '../codec.js';

type Codec<A> = t.Type<A, unknown>;

/** A value that is read by a function, which gives undefined where it cannot be; `name` says what is expected. */
export const codec = <A>(name: string, is: t.Is<A>, read: (value: unknown) => A | undefined): Codec<A> =>
  new t.Type<A, unknown>(
    name,
    is,
    (value, context) => {
      const found = read(value);
      return found === undefined ? t.failure(value, context) : t.success(found);
    },
    value => value
  );

const whole = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
};

const between = (least: number, most: number) => (value: unknown) => {
  const number = whole(value);
  return number !== undefined && number >= least && number <= most ? number : undefined;
};

export const count: Codec<number> = codec(
  'a whole number, 0 or more',
  t.number.is,
  between(0, 2_147_483_647)
);

export const port: Codec<number> = codec('a port number (1 to 65535)', t.number.is, between(1, 65_535));

/** A text of a form; `name` says which. */
export const matching = (
  name: string,
  form: RegExp,
  longest: number,
  textOf: (value: unknown) => unknown = value => value
): Codec<string> =>
  codec(name, t.string.is, value => {
    const found = textOf(value);
    return typeof found === 'string' && found.length <= longest && form.test(found) ? found : undefined;
  });

/** One of some words. */
export const word = (name: string, words: ReadonlyArray<string>): Codec<string> =>
  codec(name, t.string.is, value => words.find(each => each === value));

/** The path of a file in a folder; what is mounted there may hold no colon. */
export const filePath: Codec<string> = codec('a path such as "/tmp/log/slime.log"', t.string.is, value =>
  typeof value === 'string' && /^(?:\/[^/:]+){2,}$/.test(value) && !/\/\.{1,2}(?:\/|$)/.test(value)
    ? value
    : undefined
);

/** A mapping with texts in these fields; its other fields are Kubernetes' business. */
const withTexts = <A extends JsonObject>(...names: ReadonlyArray<keyof A & string>): Codec<A> =>
  struct(Object.fromEntries(names.map(name => [name, string]))) as unknown as Codec<A>;

export const named: Codec<Named> = withTexts('name');

export const mount: Codec<VolumeMount> = withTexts('name', 'mountPath');

export const anything: Codec<JsonObject> = withTexts();
