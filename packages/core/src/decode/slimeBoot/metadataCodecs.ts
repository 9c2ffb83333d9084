import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { defaulted, string } from '../codec.js';
import { matching } from './deploymentCodecs.js';

const word = '[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?';
const dns = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';

/** Names of objects, as most kinds may have them. Empty is nothing. */
export const objectName = matching(
  'a name of lower-case letters, digits, hyphens and dots',
  new RegExp(String.raw`^(?:${dns}(?:\.${dns})*)?$`),
  253
);

/** What may stand in a label. */
export const labelValue = matching(
  "a label's value (letters, digits, -, _ and ., 63 at most)",
  new RegExp(`^(?:${word})?$`),
  63
);

const keyForm = new RegExp(String.raw`^(?:(?=[^/]{1,253}/)${dns}(?:\.${dns})*/)?(?=[^/]{1,63}$)${word}$`);

/** The key of a label or an annotation: `app`, or `example.com/app`. */
const key: t.Type<string, unknown> = new t.Type(
  'a key such as "app" or "example.com/app"',
  (each): each is string => typeof each === 'string' && keyForm.test(each),
  t.success as t.Validate<unknown, string>,
  each => each
);

type Texts = Readonly<Record<string, string>>;

/** A mapping with such keys. io-ts' own would pass over the others in silence. */
const mappingOf = (value: t.Type<string, unknown>): t.Type<Texts, unknown> => {
  const texts: t.Type<Texts, unknown> = t.record(t.string, value);
  const validate: t.Validate<unknown, Texts> = (given, context) => {
    const bad = E.isRight(texts.decode(given)) && Object.keys(given as Texts).find(each => !key.is(each));
    return typeof bad === 'string'
      ? t.failure(bad, t.appendContext(context, bad, key, bad))
      : texts.validate(given, context);
  };
  return defaulted(new t.Type<Texts, unknown>(texts.name, texts.is, validate, given => given), {});
};

/** Labels that Kubernetes takes; missing, they are none. Selectors of other objects are not for us to check. */
export const validLabels = mappingOf(labelValue);

/** Annotations that Kubernetes takes: their values may be anything. */
export const validAnnotations = mappingOf(string);
