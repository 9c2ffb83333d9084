import type { Fields, Log } from '../../src/log/Log.js';

/** A line: its level, its message, its fields. */
export type Said = readonly [level: string, message: string, fields: Fields];

/** A log that keeps what it is told. */
export const memoryLog = (): { readonly log: Log; readonly lines: ReadonlyArray<Said> } => {
  const lines: Array<Said> = [];
  const logOf = (all: Fields): Log => {
    const at =
      (level: string) =>
      (message: string, fields: Fields = {}) =>
        void lines.push([level, message, { ...all, ...fields }]);
    return {
      error: at('error'),
      warn: at('warn'),
      info: at('info'),
      debug: at('debug'),
      with: fields => logOf({ ...all, ...fields })
    };
  };
  return { log: logOf({}), lines };
};
