import { decodeMesh, hasErrors } from '@meshfence/core';
import type { Diagnostic } from '@meshfence/core';
import { followFile } from '../files/followFile.js';
import type { Log } from '../log/Log.js';
import { closed } from './closed.js';
import type { EdgeBook } from './EdgeBook.js';

/** That a list of edges has no configuration in it is nobody's fault. */
const isOwn = ({ code }: Diagnostic): boolean => code !== 'config-missing';

/**
 * Reads an EdgeList from a file, now and whenever it changes.
 *
 * A file with errors changes nothing: what it said before stays known. Resolves when it has been read once, well or not.
 */
export const edgeFile = (path: string, book: EdgeBook, log: Log, signal: AbortSignal): Promise<void> => {
  const read = (text: string): void => {
    const { diagnostics, value } = decodeMesh([{ file: path, text }]);
    const own = diagnostics.filter(isOwn);
    if (hasErrors(own)) {
      const findings = own.map(({ message }) => message);
      log.warn('a list of edges is not taken: what it said before stays known', { path, findings });
      return;
    }
    const { edges, sources } = value;
    log.info('edges read', { path, edges: edges.length });
    book.tell(path, { edges, sources: closed(sources, edges) });
  };
  const unreadable = ({ message }: Error): void =>
    log.warn('a list of edges cannot be read: what it said before stays known', { path, error: message });
  return followFile(path, { read, unreadable }, signal).first;
};
