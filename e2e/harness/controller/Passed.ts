/** A request that a proxy has seen. */
export interface Passed {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly userAgent: string;
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  /** What was to be written, as text; only where bodies are kept. */
  readonly body: string | undefined;
  /** The answer's status; undefined where there was none (yet). */
  status: number | undefined;
}

export interface Filter {
  readonly method?: string;
  readonly path?: RegExp;
  readonly since?: number;
}

/** Those requests that a filter lets through. */
export const matching = (
  all: ReadonlyArray<Passed>,
  { method, path, since = 0 }: Filter
): ReadonlyArray<Passed> =>
  all.filter(
    each =>
      (method === undefined || each.method === method) && (path?.test(each.path) ?? true) && each.at >= since
  );
