/**
 * One part of a glob, between slashes: a literal name, `**`, or a pattern for one name.
 */
export type Segment =
  | { readonly _tag: 'Literal'; readonly name: string }
  | { readonly _tag: 'Pattern'; readonly matches: (name: string) => boolean; readonly any: boolean }
  | { readonly _tag: 'AnyDepth' };

/** A glob without braces, from its first part to its last. */
export type Glob = ReadonlyArray<Segment>;

const magic = /[*?[{]/;

/** Whether the text is a pattern rather than a plain path. */
export const isGlob = (text: string): boolean => magic.test(text);

const mostAlternatives = 1000;

/** The end of the brace that opens at the offset, and its commas at the top level. */
const scanBrace = (
  text: string,
  open: number
): { readonly close: number; readonly commas: ReadonlyArray<number> } => {
  const commas: Array<number> = [];
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return { close: at, commas };
    if (text[at] === ',' && depth === 1) commas.push(at);
  }
  return { close: -1, commas };
};

/** The texts that the first brace from the offset on stands for; undefined where there is no more brace. */
const expandFirst = (
  text: string,
  from: number
): { readonly texts: ReadonlyArray<string>; readonly at: number } | undefined => {
  const open = text.indexOf('{', from);
  if (open < 0) return undefined;
  const { close, commas } = scanBrace(text, open);
  if (close < 0 || commas.length === 0) return expandFirst(text, open + 1);
  const ends = [open, ...commas, close];
  const choices = ends.slice(1).map((end, index) => text.slice((ends[index] ?? 0) + 1, end));
  return { texts: choices.map(choice => text.slice(0, open) + choice + text.slice(close + 1)), at: open };
};

/**
 * `a{b,c{d,e}}` as `ab`, `acd`, `ace`. A brace without a partner or a comma stands for itself.
 *
 * Depth first and bounded, because braces multiply.
 */
export const expandBraces = (text: string): ReadonlyArray<string> => {
  const pending = [{ text, from: 0 }];
  const done: Array<string> = [];
  for (let next = pending.pop(); next !== undefined && done.length < mostAlternatives; next = pending.pop()) {
    const expanded = expandFirst(next.text, next.from);
    if (expanded === undefined) done.push(next.text);
    else pending.push(...expanded.texts.map(each => ({ text: each, from: expanded.at })).reverse());
  }
  return done;
};

const literal = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const bracket = /^\[([!^]?)(\]?[^\]]*)\]/;

const isExpression = (source: string): boolean => {
  try {
    return new RegExp(source, 'u').unicode;
  } catch {
    return false;
  }
};

/** The regular expression of `[a-z]` or `[!a-z]`; undefined for a bracket that is none (`[z-a]`) and stands for itself. */
const bracketSource = (negated: string, members: string): string | undefined => {
  const source = `[${negated === '' ? '' : '^'}${members.replace(/[\\\]^[]/g, '\\$&')}]`;
  return isExpression(source) ? source : undefined;
};

const sourceOf = (part: string): string => {
  if (part === '') return '';
  if (part.startsWith('*')) return `.*${sourceOf(part.replace(/^\*+/, ''))}`;
  if (part.startsWith('?')) return `.${sourceOf(part.slice(1))}`;
  const [whole = '', negated = '', members = ''] = bracket.exec(part) ?? [];
  const source = whole === '' ? undefined : bracketSource(negated, members);
  if (source !== undefined) return source + sourceOf(part.slice(whole.length));
  const [first = ''] = part;
  return literal(first) + sourceOf(part.slice(first.length));
};

/** A name that begins with a dot is matched only by a pattern that does, as in a shell. */
const pattern = (part: string): Segment => {
  const expression = new RegExp(`^${sourceOf(part)}$`, 'su');
  const dotted = part.startsWith('.');
  return {
    _tag: 'Pattern',
    matches: name => (dotted || !name.startsWith('.')) && expression.test(name),
    any: /^\*+$/.test(part)
  };
};

const segment = (part: string): Segment =>
  part === '**' ? { _tag: 'AnyDepth' } : isGlob(part) ? pattern(part) : { _tag: 'Literal', name: part };

/** The globs that a pattern with braces stands for. Repeated slashes and `.` parts mean nothing. */
export const parseGlob = (text: string): ReadonlyArray<Glob> =>
  expandBraces(text).map(each =>
    each
      .split('/')
      .filter((part, index) => index === 0 || (part !== '' && part !== '.'))
      .map(segment)
  );
