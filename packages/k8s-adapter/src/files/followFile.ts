import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Who is told of a file's text. */
export interface Reader {
  readonly read: (text: string) => void;
  /** It cannot be read; what was read before stays. */
  readonly unreadable: (error: Error) => void;
}

/** Mounted ConfigMaps are swapped as links, which not every file system tells: it is looked at from time to time, too. */
const period = 2000;

/** Several events belong to one change. */
const settling = 20;

const folderWatcher = (path: string, changed: () => void): FSWatcher | undefined => {
  try {
    return watch(dirname(path), changed).on('error', () => {});
  } catch {
    return undefined;
  }
};

/** Reads a file, and reads it again whenever it may have changed; tells only of what is different. */
export const followFile = (path: string, reader: Reader, signal: AbortSignal): { first: Promise<void> } => {
  let known: string | undefined;
  let problem: string | undefined;
  let timer: NodeJS.Timeout | undefined;

  const lookOnce = async (): Promise<void> => {
    try {
      const text = await readFile(path, 'utf8');
      problem = undefined;
      if (text === known || signal.aborted) return;
      known = text;
      reader.read(text);
    } catch (error) {
      const { message } = error as Error;
      if (message !== problem) reader.unreadable(error as Error);
      problem = message;
    }
  };

  let last = Promise.resolve();
  /** One look after the other: a slow one must not bring back what the file said before. */
  const look = (): Promise<void> => (last = last.then(lookOnce));

  const soon = (): void => {
    clearTimeout(timer);
    if (!signal.aborted) timer = setTimeout(() => void look(), settling);
  };

  const watcher = folderWatcher(path, soon);
  const interval = setInterval(() => void look(), period);
  signal.addEventListener('abort', () => {
    watcher?.close();
    clearInterval(interval);
    clearTimeout(timer);
  });
  return { first: look() };
};
