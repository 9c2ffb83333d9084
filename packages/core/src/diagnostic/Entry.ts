/** How much a finding matters: an error makes the result incomplete, a warning doubtful, an info is worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/**
 * One kind of finding.
 *
 * `summary` says what the code means, for the reference page; `message` says it of one case; `remedy` says what to do.
 */
export interface Entry {
  readonly severity: Severity;
  readonly summary: string;
  readonly message: (parameters: never) => string;
  readonly remedy: string;
}

/** `"a", "b" or "c"`. */
export const oneOf = (names: ReadonlyArray<string>): string =>
  names.length < 2
    ? names.map(quote).join('')
    : `${names.slice(0, -1).map(quote).join(', ')} or ${quote(names.at(-1) ?? '')}`;

/** The text in quotes, shortened where it is long, with control characters made visible. */
export const quote = (text: string): string =>
  JSON.stringify(text.length > 120 ? `${text.slice(0, 117)}...` : text);
