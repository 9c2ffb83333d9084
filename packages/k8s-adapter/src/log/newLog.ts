import { isDeepStrictEqual } from 'node:util';
import pino from 'pino';
import type { Logger } from 'pino';
import type { Fields, Log } from './Log.js';
import { logFile } from './LogFile.js';
import type { LogFile } from './LogFile.js';
import type { FileSettings, Level, LogSettings } from './LogSettings.js';
import { prettyLine } from './prettyLine.js';
import { withoutSecrets } from './withoutSecrets.js';

/** Where lines always go: standard error. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
  on(event: 'error', listener: () => void): unknown;
}

/** A log whose settings change while it runs. */
export interface AdjustableLog extends Log {
  /** From the next line on. Lines until then are in the file before, each line in exactly one. */
  reconfigure(settings: LogSettings): void;
  /** Resolves when the file is written, or after two seconds. Standard error goes on. */
  close(): Promise<void>;
}

interface Options {
  readonly stderr: Terminal;
  readonly level?: Level;
}

const patience = 2000;

/** An error as fields: nothing but its words, because what else hangs on it may hold headers and keys. */
const plain = (value: unknown): unknown =>
  value instanceof Error ? { type: value.name, message: value.message, stack: value.stack } : value;

const plainFields = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(value)]));

const loggerTo = (write: (line: string) => void, level: Level): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) }
    },
    { write: line => write(withoutSecrets(line)) }
  );

const logOf = (logger: Logger, all: Fields): Log => {
  const at =
    (level: Level) =>
    (message: string, fields: Fields = {}): void => {
      if (logger.isLevelEnabled(level)) logger[level]({ ...all, ...plainFields(fields) }, message);
    };
  return {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    with: fields => logOf(logger, { ...all, ...plainFields(fields) })
  };
};

const atMost = (milliseconds: number, done: Promise<void>): Promise<void> =>
  new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    void done.finally(() => {
      clearTimeout(timer);
      resolve();
    });
  });

/** A log to standard error: JSON, or lines for people where it is a terminal. It never throws, and never ends the process. */
export const newLog = ({ level = 'info', stderr }: Options): AdjustableLog => {
  let file: LogFile | undefined;
  let closed = Promise.resolve();
  let inForce: LogSettings = { level, file: undefined, remarks: [] };

  // A reader of standard error that is gone must not take the controller with it.
  stderr.on('error', () => {});
  const toStderr = (line: string): void => {
    stderr.write(stderr.isTTY === true ? prettyLine(line) : line);
  };
  const logger = loggerTo(line => {
    toStderr(line);
    file?.write(line);
  }, level);
  /** What is to be said of the file itself. */
  const aside = logOf(loggerTo(toStderr, 'info'), {});

  const open = (settings: FileSettings): LogFile => {
    const at = { file: settings.filePath };
    return logFile({
      settings,
      after: closed,
      told: {
        failed: why =>
          aside.error(`The log cannot be written to its file: ${why}. It goes on here alone.`, at),
        recovered: () => aside.info('The log is written to its file again.', at)
      }
    });
  };

  const use = (settings: LogSettings): void => {
    if (!isDeepStrictEqual(settings.file, inForce.file)) {
      closed = file?.close() ?? closed;
      file = settings.file === undefined ? undefined : open(settings.file);
    }
    inForce = settings;
  };

  return {
    ...logOf(logger, {}),
    reconfigure: settings => {
      if (isDeepStrictEqual(settings, inForce)) return;
      logger.level = settings.level;
      use(settings);
      settings.remarks.forEach(remark => aside.warn(remark));
    },
    close: async () => {
      use({ ...inForce, file: undefined });
      await atMost(patience, closed);
    }
  };
};
