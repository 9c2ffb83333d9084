/** What a line of the log says beside its message. */
export type Fields = Readonly<Record<string, unknown>>;

/** A structured log. `error` is what somebody should look at, `warn` what mends itself or must be known. */
export interface Log {
  error(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  debug(message: string, fields?: Fields): void;
  /** The same log, with fields on every line. */
  with(fields: Fields): Log;
}
