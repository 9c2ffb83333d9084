import type { WriteStream } from 'node:tty';
import type { Output } from '../Capabilities.js';
import { codeOf } from '../Files.js';

/**
 * Standard output or standard error.
 *
 * A reader that has gone (`| head`) shows as an error event, which would end the process with a stack trace if nobody
 * listened.
 */
export const nodeOutput = (stream: WriteStream): Output => {
  let failed: string | undefined;
  stream.on('error', error => {
    failed ??= codeOf(error) ?? 'EIO';
  });
  return {
    isTerminal: stream.isTTY,
    columns: stream.isTTY ? stream.columns : undefined,
    write: text => {
      if (failed === undefined) stream.write(text);
    },
    done: () =>
      new Promise(resolve => {
        if (failed !== undefined) resolve(failed);
        else stream.write('', error => resolve(failed ?? (error ? codeOf(error) : undefined)));
      })
  };
};
