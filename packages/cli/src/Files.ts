/** What stands at a path. `other` is a pipe, a socket or a device. */
export type Kind = 'file' | 'folder' | 'link' | 'other';

/** One name in a folder; links are not followed. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: Kind;
}

/**
 * The file system, as far as commands use it.
 *
 * Promises reject with errors that carry the system's `code` (`ENOENT`, `EACCES`, ..). `rename` over a folder that is
 * not empty is refused, as the system does; `link` gives a file a second name.
 */
export interface Files {
  /** What stands at the path, links followed; undefined where nothing does. */
  readonly kindOf: (path: string) => Promise<Kind | undefined>;
  readonly list: (folder: string) => Promise<ReadonlyArray<FolderEntry>>;
  /** The content; rejects with `EFBIG` where there is more than the limit. */
  readonly read: (path: string, limit: number) => Promise<Uint8Array>;
  /** Makes a new file; rejects with `EEXIST` where there is one. */
  readonly write: (path: string, text: string) => Promise<void>;
  readonly makeFolder: (path: string) => Promise<void>;
  /** Makes a new folder whose name begins with the prefix, and gives its path. */
  readonly makeTemporary: (prefix: string) => Promise<string>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly link: (from: string, to: string) => Promise<void>;
  /** Copies a file or a link, for file systems that cannot give a second name. */
  readonly copy: (from: string, to: string) => Promise<void>;
  readonly copyMode: (from: string, to: string) => Promise<void>;
  readonly removeFile: (path: string) => Promise<void>;
  /** Removes an empty folder. */
  readonly removeFolder: (path: string) => Promise<void>;
  /** The path with all links resolved. */
  readonly realPath: (path: string) => Promise<string>;
}

/** The system's code of an error; undefined for errors that are not the system's. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'a file is in the way',
  EISDIR: 'it is a folder',
  EFBIG: 'it is too large',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EBUSY: 'it is in use, perhaps as a mount point',
  EIO: 'input/output error'
};

/** An error of the system in words. Errors that are not the system's are faults of the program, and go on. */
export const inWords = (error: unknown): string => {
  const code = codeOf(error);
  if (code === undefined) throw error;
  return words[code] ?? code;
};
