import * as E from 'fp-ts/lib/Either.js';
import RE2 from 're2';

/** A compiled RE2 expression: linear time, whatever the text. */
export interface Regex {
  readonly source: string;
  readonly test: (text: string) => boolean;
  /** The groups of the first match: 0 is the whole match, names beside numbers. Undefined where nothing matches. */
  readonly match: (text: string) => Groups | undefined;
  /** Whether the expression has a group of this name or number. */
  readonly hasGroup: (reference: string) => boolean;
}

export interface Groups {
  readonly numbered: ReadonlyArray<string | undefined>;
  readonly named: Readonly<Record<string, string | undefined>>;
}

/** What RE2 is given in place of an expression: JavaScript's own dialect is translated for it. Its types do not tell. */
export const translated = (source: string): string =>
  String(Reflect.get(new RE2(source, 'u'), 'internalSource'));

/** What RE2 here accepts and Go's regexp does not. */
const foreign = /(?<!\\)(?:\\\\)*(\\C|\\u[0-9a-fA-F]{4}|\\c[A-Za-z])/;

/** Compiles an expression as Go does; the reason as text where it is not one. */
export const compile = (source: string): E.Either<string, Regex> => {
  const strange = foreign.exec(source)?.[1];
  if (strange !== undefined) return E.left(`invalid escape sequence: ${strange}`);
  return E.tryCatch(
    () => toRegex(source, new RE2(source)),
    error => (error instanceof Error ? error.message : 'not understood')
  );
};

const toRegex = (source: string, expression: RE2): Regex => {
  let groups: Groups | undefined;
  return {
    source,
    hasGroup: reference => hasGroup((groups ??= everyGroup(source)), reference),
    test: text => expression.test(text),
    match: text => toGroups(expression.exec(text))
  };
};

const toGroups = (found: ReturnType<RE2['exec']>): Groups | undefined =>
  found === null ? undefined : { numbered: [...found], named: { ...found.groups } };

/** An empty alternative always matches, and so shows every group that there is. */
const everyGroup = (source: string): Groups =>
  toGroups(new RE2(`(?:${source})|`).exec('')) ?? { numbered: [], named: {} };

const hasGroup = ({ numbered, named }: Groups, reference: string): boolean =>
  /^(?:0|[1-9]\d*)$/.test(reference) ? Number(reference) < numbered.length : Object.hasOwn(named, reference);
