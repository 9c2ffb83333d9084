/**
 * The part of re2 that core uses.
 *
 * The package's own declarations bring Node's types into the program, and core must not see those.
 */
export default class RE2 {
  constructor(pattern: string, flags?: string);
  exec(
    text: string
  ): (ReadonlyArray<string | undefined> & { readonly groups?: Readonly<Record<string, string>> }) | null;
  test(text: string): boolean;
}
