import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createStream } from 'rotating-file-stream';
import type { RotatingFileStream } from 'rotating-file-stream';
import { backupPath, superseded } from './backups.js';
import type { FileSettings } from './LogSettings.js';

/** A file that lines go into. Neither of the two ever fails: what is wrong with the file is told to `Told`. */
export interface LogFile {
  write(line: string): void;
  /** Resolves when everything is written, or cannot be. */
  close(): Promise<void>;
}

/** What becomes of a file, told once for each change. */
export interface Told {
  /** It cannot be written, for this reason; it will be tried again. */
  failed(why: string): void;
  /** It can be written again. */
  recovered(): void;
}

interface Options {
  readonly settings: FileSettings;
  readonly told: Told;
  /** When the file before this one is closed: the two may be the same. */
  readonly after?: Promise<void>;
  /** Milliseconds until a file that failed is opened again. */
  readonly retry?: number;
}

/** Bytes that may wait for a slow disk; more are left out of the file. */
const mostWaiting = 16 * 1024 * 1024;

/** How often files are looked for that have grown too old. */
const hour = 3_600_000;

const streamOf = (settings: FileSettings): RotatingFileStream =>
  createStream(
    (time, index) =>
      time === null || time === undefined
        ? settings.filePath
        : backupPath(settings, new Date(time), index ?? 1),
    { size: `${settings.maxSizeMB}M`, mode: 0o600, ...(settings.compress ? { compress: 'gzip' } : {}) }
  );

/** Removes earlier files that need not be kept. What cannot be removed is tried again the next time. */
const tidy = async (settings: FileSettings): Promise<void> => {
  const folder = dirname(settings.filePath);
  try {
    const names = superseded(settings, await readdir(folder), Date.now());
    await Promise.all(names.map(name => rm(join(folder, name), { force: true })));
  } catch {
    // A folder that cannot be read or changed shows when the file itself cannot be written.
  }
};

const ended = (stream: RotatingFileStream | undefined): Promise<void> =>
  new Promise(resolve => {
    if (stream === undefined || stream.closed) resolve();
    else stream.once('close', () => resolve()).end();
  });

/** A file of the log, with its folder; rotated by size, its earlier ones removed by number and age. */
export const logFile = ({ after = Promise.resolve(), retry = 30_000, settings, told }: Options): LogFile => {
  let stream: RotatingFileStream | undefined;
  let early: Array<string> | undefined = [];
  let earlyLength = 0;
  let retryAt: number | undefined;
  let isTold = false;
  let tidied = Promise.resolve();

  const clean = (): void => {
    tidied = tidied.then(() => tidy(settings));
  };
  const timer = setInterval(clean, hour).unref();

  const fail = (why: string): void => {
    if (!isTold) told.failed(why);
    isTold = true;
  };

  const succeed = (error: Error | null | undefined): void => {
    if (!isTold || (error !== null && error !== undefined)) return;
    isTold = false;
    told.recovered();
  };

  const open = (): RotatingFileStream => {
    const opened = streamOf(settings).on('open', clean);
    opened.on('error', error => {
      stream = undefined;
      retryAt = Date.now() + retry;
      fail(error.message);
    });
    return opened;
  };

  const put = (line: string): void => {
    if (stream === undefined && Date.now() < (retryAt ?? 0)) return;
    stream ??= open();
    if (stream.writableLength > mostWaiting) fail('it is written too slowly, so lines are left out of it');
    else if (isTold) stream.write(line, succeed);
    else stream.write(line);
  };

  const begin = async (): Promise<void> => {
    await after;
    const lines = early ?? [];
    early = undefined;
    stream = open();
    lines.forEach(put);
  };
  const ready = begin();

  return {
    write: line => {
      if (early === undefined) put(line);
      else if ((earlyLength += line.length) > mostWaiting) fail('the file before it cannot be closed');
      else early.push(line);
    },
    close: async () => {
      await ready;
      clearInterval(timer);
      await ended(stream);
      await tidied;
    }
  };
};
