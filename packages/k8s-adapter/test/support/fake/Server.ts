import { createServer } from 'node:http';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A server on a port of its own, and its connections. */
export interface Server {
  readonly port: number;
  /** How many connections there ever were. */
  connections(): number;
  /** Which of them a request came on, counted from 1. */
  connectionOf(request: IncomingMessage): number;
  stop(): Promise<void>;
}

const listening = (server: HttpServer, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/** Starts a server; port 0 is any that is free. */
export const startServer = async (
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  wanted = 0
): Promise<Server> => {
  const numbers = new WeakMap<Socket, number>();
  let count = 0;
  const server = createServer({ keepAliveTimeout: 60_000 }, handle);
  server.on('connection', socket => {
    count += 1;
    numbers.set(socket, count);
  });
  const port = await listening(server, wanted);
  const stop = (): Promise<void> =>
    new Promise(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    port,
    stop,
    connections: () => count,
    connectionOf: ({ socket }) => numbers.get(socket) ?? 0
  };
};
