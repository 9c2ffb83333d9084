import * as E from 'fp-ts/lib/Either.js';

/** A word of an action: what stands between `{{` and `}}`. */
export type Token =
  | { readonly _tag: 'Literal'; readonly value: string | number | boolean }
  | { readonly _tag: 'Values'; readonly path: ReadonlyArray<string> }
  | { readonly _tag: 'Name'; readonly name: string }
  | { readonly _tag: 'Sign'; readonly sign: '(' | ')' | '|' };

const word =
  /\s+|"(?:[^"\\\n]|\\.)*"|`[^`]*`|\.Values(?:\.[A-Za-z_][A-Za-z0-9_]*)*(?![\w.])|-?\d+(?:\.\d+)?(?![\w.])|[A-Za-z_][A-Za-z0-9_]*(?![\w.])|[()|]/g;

/** Go's escapes that JSON does not have are not worth their letters here. */
const unquoted = (text: string): E.Either<string, string> =>
  E.tryCatch(
    () => JSON.parse(text) as string,
    () => `the text ${text} has an escape that is not understood`
  );

const literal = (value: string | number | boolean): Token => ({ _tag: 'Literal', value });

const toToken = (word: string): E.Either<string, Token> => {
  if (word.startsWith('"')) return E.map(literal)(unquoted(word));
  if (word.startsWith('`')) return E.right(literal(word.slice(1, -1)));
  if (word.startsWith('.Values')) return E.right({ _tag: 'Values', path: word.split('.').slice(2) });
  if (word === '(' || word === ')' || word === '|') return E.right({ _tag: 'Sign', sign: word });
  if (word === 'true' || word === 'false') return E.right(literal(word === 'true'));
  return E.right(/^[-\d]/.test(word) ? literal(Number(word)) : { _tag: 'Name', name: word });
};

/** The words of an action; why it has none where a character stands for nothing. */
export const tokenize = (action: string): E.Either<string, ReadonlyArray<Token>> => {
  const tokens: Token[] = [];
  let at = 0;
  for (const { 0: text, index } of action.matchAll(word)) {
    if (index !== at) break;
    at += text.length;
    if (text.trim() === '') continue;
    const token = toToken(text);
    if (E.isLeft(token)) return token;
    tokens.push(token.right);
  }
  return at === action.length
    ? E.right(tokens)
    : E.left(`${JSON.stringify(action.slice(at).trim())} is not understood`);
};
