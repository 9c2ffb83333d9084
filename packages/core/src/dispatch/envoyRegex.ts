import * as E from 'fp-ts/lib/Either.js';
import * as Regex from '../Regex.js';

/** RE2 writes some things in another way here, but these it knows everywhere. */
const plain = (source: string): string =>
  source
    .replaceAll(String.raw`\/`, '/')
    .replaceAll('(?P<', '(?<')
    .replace(/\\([pP])\{(.)\}/g, String.raw`\$1$2`);

/** Whether RE2 understands an expression only because JavaScript's own dialect is translated for it here. */
const isTranslated = (source: string): boolean =>
  source !== '' && plain(Regex.translated(source)) !== plain(source);

/** What Envoy's RE2 refuses and the one here does not: each release draws these lines elsewhere. */
const strange: ReadonlyArray<readonly [RegExp, string]> = [
  [/\p{Surrogate}/u, 'half of a character'],
  [/\(\?P?<(?![=!])(?!\w+>)/, 'name of a group with other characters than a-z, A-Z, 0-9 and _'],
  [/(?<!\\)(?:\\\\)*\\[4-7][0-7]{2}/, 'octal number above 377'],
  [/(?<!\\)(?:\\\\)*\\x\{0*d[89a-f][\da-f]{2}\}/i, 'number of half a character']
];

/** Copies that RE2 compiles together here, where it takes 699,000 instructions; Istio's proxies take 32,768. */
const copies = 30;

/** No character of such an expression makes more than twelve instructions. */
const isSmall = (source: string): boolean => source.length < 1000 && !/[{]|\\[pP]/.test(source);

const isTooLarge = (source: string): boolean => {
  if (isSmall(source)) return false;
  const nameless = source.replace(/\(\?P?<\w+>/g, '(');
  return E.isLeft(Regex.compile(`(?:${nameless})`.repeat(copies)));
};

/**
 * Why an expression is none for Istio's proxies; undefined where they take it.
 *
 * One that they do not take costs them all routes: what is doubtful is refused.
 */
export const whyNotEnvoys = (source: string): string | undefined => {
  const compiled = Regex.compile(source);
  if (E.isLeft(compiled)) return compiled.left;
  const found = strange.find(([pattern]) => pattern.test(source));
  if (found !== undefined) return found[1];
  if (isTranslated(source)) return 'RE2 has no such escape or class';
  return isTooLarge(source) ? 'larger than proxies take' : undefined;
};
