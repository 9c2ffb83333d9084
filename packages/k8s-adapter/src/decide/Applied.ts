import type { Live } from '../observe/Live.js';

/**
 * What was written last, and what the server made of it.
 *
 * A server may show an object differently from how it was applied: other spellings, fields that it does not know. As long
 * as nobody has touched it since, it is as it shall be.
 */
export interface Applied {
  readonly note: (key: string, resourceVersion: string, print: string) => void;
  readonly is: (key: string, live: Live, print: string) => boolean;
  readonly forget: (key: string) => void;
}

interface Note {
  readonly resourceVersion: string;
  readonly print: string;
}

export const newApplied = (): Applied => {
  const notes = new Map<string, Note>();
  return {
    note: (key, resourceVersion, print) => void notes.set(key, { resourceVersion, print }),
    is: (key, { resourceVersion }, print) => {
      const note = notes.get(key);
      return note !== undefined && note.resourceVersion === resourceVersion && note.print === print;
    },
    forget: key => void notes.delete(key)
  };
};
