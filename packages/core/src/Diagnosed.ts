import type { Diagnostic } from './diagnostic/Diagnostic.js';

/**
 * A value together with what was found while it was made.
 *
 * Contrast with `Either`: findings never replace the value, so one bad object never stops the others.
 */
export interface Diagnosed<A> {
  readonly value: A;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
}

/** A total step of the pipeline. */
export type Phase<A, B> = (input: A) => Diagnosed<B>;

/** The value with nothing to report. */
export const of = <A>(value: A): Diagnosed<A> => ({ value, diagnostics: [] });

export const diagnosed = <A>(value: A, diagnostics: ReadonlyArray<Diagnostic>): Diagnosed<A> => ({
  value,
  diagnostics
});

export const map =
  <A, B>(f: (a: A) => B) =>
  (fa: Diagnosed<A>): Diagnosed<B> => ({ value: f(fa.value), diagnostics: fa.diagnostics });

/** Runs the next phase on the value, and keeps the findings of both. */
export const flatMap =
  <A, B>(f: Phase<A, B>) =>
  (fa: Diagnosed<A>): Diagnosed<B> => {
    const fb = f(fa.value);
    return { value: fb.value, diagnostics: [...fa.diagnostics, ...fb.diagnostics] };
  };

/** The values of all, in order, and the findings of all. */
export const sequence = <A>(all: ReadonlyArray<Diagnosed<A>>): Diagnosed<ReadonlyArray<A>> => ({
  value: all.map(each => each.value),
  diagnostics: all.flatMap(each => each.diagnostics)
});
