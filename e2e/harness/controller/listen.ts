import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:https';

/** Where a server listens on the loopback device, and what proves that it is the one. */
export interface Place {
  readonly port: number;
  readonly certificate: string;
  readonly key: string;
}

/** A server that listens. */
export const listen = async ({ certificate, key, port }: Place, answer: RequestListener): Promise<Server> => {
  const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
};

/** Ends a server with all of its connections. */
export const closed = (server: Server): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
