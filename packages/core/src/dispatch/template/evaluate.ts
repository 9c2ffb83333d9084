import * as E from 'fp-ts/lib/Either.js';
import type { Json, JsonObject } from '../../model/Json.js';
import type { Expression, Template } from './Expression.js';

/** A value on its way; undefined where the SlimeBoot has none. */
type Value = Json | undefined;

type Result<A> = E.Either<string, A>;

const isObject = (value: Value): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const lookUp = (values: Value, path: ReadonlyArray<string>): Value =>
  path.reduce<Value>(
    (found, name) => (isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined),
    values
  );

const show = (value: Value): Result<string> => {
  if (typeof value === 'string') return E.right(value);
  if (typeof value === 'number' || typeof value === 'boolean') return E.right(String(value));
  return E.left('a mapping, a list or nothing at all is no text');
};

/** As Go's Sprint: a blank between two operands of which neither is a text. */
const print = (operands: ReadonlyArray<Value>): Result<string> => {
  let text = '';
  for (const [index, operand] of operands.entries()) {
    const shown = show(operand);
    if (E.isLeft(shown)) return shown;
    const previous = operands[index - 1];
    const isSpaced = index > 0 && typeof operand !== 'string' && typeof previous !== 'string';
    text += (isSpaced ? ' ' : '') + shown.right;
  }
  return E.right(text);
};

const formatted = (verb: string, value: Value): Result<string> => {
  if (verb === 'd') {
    return typeof value === 'number' && Number.isInteger(value)
      ? E.right(String(value))
      : E.left('%d takes a whole number');
  }
  if (verb === 's' && typeof value !== 'string') return E.left('%s takes a text');
  return E.map((text: string) => (verb === 'q' ? JSON.stringify(text) : text))(show(value));
};

const verbs = /%(.?)/gs;

const printf = ([format, ...operands]: ReadonlyArray<Value>): Result<string> => {
  if (typeof format !== 'string') return E.left('printf takes a format first');
  const wanted = [...format.matchAll(verbs)].map(([, verb = '']) => verb);
  const unknown = wanted.find(verb => !['s', 'd', 'v', 'q', '%'].includes(verb));
  if (unknown !== undefined) return E.left(`printf has no verb %${unknown} here (%s, %d, %v, %q and %% are)`);
  if (wanted.filter(verb => verb !== '%').length !== operands.length) {
    return E.left(`printf has ${operands.length} operands for ${JSON.stringify(format)}`);
  }
  let at = 0;
  const pieces = format.split(/(%.)/s).map(piece => {
    if (piece === '%%') return E.right('%');
    return /^%.$/s.test(piece) ? formatted(piece.slice(1), operands[at++]) : E.right(piece);
  });
  const bad = pieces.find(E.isLeft);
  return bad ?? E.right(pieces.map(E.getOrElse(() => '')).join(''));
};

const isEmpty = (value: Value): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === 0 ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const call = (name: string, operands: ReadonlyArray<Value>): Result<Value> => {
  switch (name) {
    case 'print':
      return print(operands);
    case 'printf':
      return printf(operands);
    case 'quote':
      return E.map((text: string) => JSON.stringify(text))(print(operands));
    default:
      return operands.length === 2
        ? E.right(isEmpty(operands[1]) ? operands[0] : operands[1])
        : E.left('default takes two operands: what to use instead, and the value');
  }
};

/** Only `default` knows what to do where the SlimeBoot has no such value. */
const compute = (expression: Expression, values: Value, mayMiss: boolean): Result<Value> => {
  switch (expression._tag) {
    case 'Literal':
      return E.right(expression.value);
    case 'Values': {
      const found = lookUp(values, expression.path);
      return mayMiss || (found !== undefined && found !== null)
        ? E.right(found)
        : E.left(`the SlimeBoot's spec has no ${expression.path.join('.') || 'values'}`);
    }
    case 'Call': {
      const operands: Value[] = [];
      for (const operand of expression.operands) {
        const value = compute(operand, values, expression.name === 'default');
        if (E.isLeft(value)) return value;
        operands.push(value.right);
      }
      return call(expression.name, operands);
    }
  }
};

/** A template with its actions computed over the SlimeBoot's values; why that cannot be done. */
export const evaluate = (template: Template, values: Json): Result<string> => {
  let text = '';
  for (const part of template) {
    const value = typeof part === 'string' ? E.right(part) : E.chain(show)(compute(part, values, false));
    if (E.isLeft(value)) return value;
    text += value.right;
  }
  return E.right(text);
};
