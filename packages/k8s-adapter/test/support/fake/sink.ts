import type { ServerResponse } from 'node:http';
import type { Sink } from './watch.js';

/** An answer that goes on, as lines. Its head is sent with the first of them, or as soon as nothing else is to do. */
export const sinkOf = (response: ServerResponse): Sink => {
  const begin = (): void => {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
  };
  setImmediate(() => {
    if (!response.destroyed) begin();
  });
  return {
    write: text => {
      begin();
      response.write(text);
    },
    end: () => {
      begin();
      response.end();
    },
    cut: () => response.destroy(),
    onClose: listener => response.on('close', listener)
  };
};
