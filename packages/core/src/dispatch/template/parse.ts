import * as E from 'fp-ts/lib/Either.js';
import { isFunction, functions } from './Expression.js';
import type { Expression, FunctionName, Template } from './Expression.js';
import { tokenize } from './Token.js';
import type { Token } from './Token.js';

/** What was read, and the words that are left. */
interface Read<A> {
  readonly value: A;
  readonly rest: ReadonlyArray<Token>;
}

type Reading<A> = E.Either<string, Read<A>>;

/** Nobody nests deeper; the parser calls itself for each pair of parentheses. */
const deepest = 50;

const isSign = (token: Token | undefined, sign: string): boolean =>
  token?._tag === 'Sign' && token.sign === sign;

const operand = ([token, ...rest]: ReadonlyArray<Token>, depth: number): Reading<Expression> => {
  if (token === undefined) return E.left('something is missing at the end');
  if (token._tag === 'Literal' || token._tag === 'Values') return E.right({ value: token, rest });
  if (token._tag === 'Name') return E.left(`the function ${JSON.stringify(token.name)} is not known`);
  if (token.sign !== '(') return E.left(`${JSON.stringify(token.sign)} stands where a value is expected`);
  if (depth > deepest) return E.left('it is nested too deep');
  return E.chain(({ value, rest: [close, ...after] }: Read<Expression>): Reading<Expression> =>
    isSign(close, ')') ? E.right({ value, rest: after }) : E.left('a parenthesis is not closed')
  )(pipeline(rest, depth + 1));
};

const endsCommand = (token: Token | undefined): boolean =>
  token === undefined || isSign(token, ')') || isSign(token, '|');

const operands = (tokens: ReadonlyArray<Token>, depth: number): Reading<ReadonlyArray<Expression>> => {
  const found: Expression[] = [];
  let rest = tokens;
  while (!endsCommand(rest[0])) {
    const read = operand(rest, depth);
    if (E.isLeft(read)) return read;
    found.push(read.right.value);
    rest = read.right.rest;
  }
  return E.right({ value: found, rest });
};

const call = (name: FunctionName, all: ReadonlyArray<Expression>): Expression => ({
  _tag: 'Call',
  name,
  operands: all
});

/** A function with its operands, the piped one last; or a single operand. */
const command = (
  tokens: ReadonlyArray<Token>,
  piped: ReadonlyArray<Expression>,
  depth: number
): Reading<Expression> => {
  const [first, ...after] = tokens;
  if (first?._tag !== 'Name') {
    return piped.length === 0 || first === undefined
      ? operand(tokens, depth)
      : E.left('a value cannot be piped into a value');
  }
  const { name } = first;
  if (!isFunction(name)) {
    return E.left(`the function ${JSON.stringify(name)} is not known (${functions.join(', ')} are)`);
  }
  return E.map(({ value, rest }: Read<ReadonlyArray<Expression>>) => ({
    value: call(name, [...value, ...piped]),
    rest
  }))(operands(after, depth));
};

const pipeline = (tokens: ReadonlyArray<Token>, depth: number): Reading<Expression> => {
  let read = command(tokens, [], depth);
  while (E.isRight(read) && isSign(read.right.rest[0], '|')) {
    read = command(read.right.rest.slice(1), [read.right.value], depth);
  }
  return read;
};

const action = (text: string): E.Either<string, Expression> =>
  E.chain((tokens: ReadonlyArray<Token>) =>
    E.chain(({ value, rest: [extra] }: Read<Expression>): E.Either<string, Expression> =>
      extra === undefined ? E.right(value) : E.left('there is more than one value')
    )(pipeline(tokens, 0))
  )(tokenize(text));

const actions = /\{\{(-(?=\s))?((?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|[^"`}]|\}(?!\}))*?)((?<=\s)-)?\}\}(?=(\s*))/g;

/** Longer than any cluster's name, and short enough to be cut without thinking about time. */
const longest = 4096;

/** A template, cut into texts and actions; why it is none. `{{-` and `-}}` take the blanks beside them. */
export const parse = (template: string): E.Either<string, Template> => {
  if (template.length > longest) return E.left(`it is longer than ${longest} characters`);
  const parts: Array<string | Expression> = [];
  let at = 0;
  for (const found of template.matchAll(actions)) {
    const [whole, trimsLeft, inner = '', trimsRight, after = ''] = found;
    const parsed = action(inner);
    if (E.isLeft(parsed)) return parsed;
    const text = template.slice(at, found.index);
    parts.push(trimsLeft === undefined ? text : text.trimEnd(), parsed.right);
    at = found.index + whole.length + (trimsRight === undefined ? 0 : after.length);
  }
  const rest = template.slice(at);
  return rest.includes('{{') || rest.includes('}}')
    ? E.left('a {{ or }} has no partner')
    : E.right([...parts, rest]);
};
