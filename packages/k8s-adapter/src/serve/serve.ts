import { createServer } from 'node:http';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inWords } from '../client/Refusal.js';
import type { Log } from '../log/Log.js';
import { answer } from './answer.js';
import type { Answer, Subjects } from './answer.js';
import { newPace } from './Pace.js';

export interface ServeOptions extends Subjects {
  /** An IP address; `0.0.0.0` or `::` for all. */
  readonly address: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly log: Log;
}

export interface Server {
  /** Where it listens really. */
  address(): { readonly address: string; readonly port: number };
  /** Ends within a second: requests under way are answered, connections that only wait are closed. */
  close(): Promise<void>;
}

/** Nobody who asks here has much to say, or is slow to say it. */
const limits = {
  requestTimeout: 10_000,
  headersTimeout: 5000,
  keepAliveTimeout: 60_000,
  connectionsCheckingInterval: 2000,
  maxHeaderSize: 8192
};

const mostConnections = 256;
const grace = 1000;

const broken: Answer = {
  status: 500,
  contentType: 'text/plain; charset=utf-8',
  body: 'This cannot be answered: see the log.\n'
};

const write = (response: ServerResponse, { body, contentType, headers = {}, status }: Answer): void => {
  const bytes = Buffer.from(body);
  response.writeHead(status, {
    ...headers,
    'content-type': contentType,
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff'
  });
  response.end(bytes);
};

const responder = (options: ServeOptions) => {
  const pace = newPace();
  return async ({ method = '', url = '' }: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      write(response, await answer(options, pace, method, url));
    } catch (error) {
      options.log.error('A request cannot be answered.', { path: url, error });
      write(response, broken);
    }
  };
};

const why: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something else listens there. Choose another port, or 0 for any that is free',
  EACCES: 'this user may not listen there. Choose a port from 1024 on',
  EADDRNOTAVAIL: 'this machine does not have that address. Choose one that it has, or 0.0.0.0 for all'
};

const whereOf = ({ address, port }: ServeOptions): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

const listening = (server: HttpServer, options: ServeOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = why[error.code ?? ''] ?? error.message;
      reject(new Error(`Cannot listen on ${whereOf(options)}: ${reason}.`, { cause: error }));
    });
    server.listen({ host: options.address, port: options.port }, () => resolve());
  });

const closing = (server: HttpServer): Promise<void> =>
  new Promise(resolve => {
    const timer = setTimeout(() => server.closeAllConnections(), grace);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Answers `/healthz`, `/readyz`, `/metrics` and, where there is any, `/edges`. Rejects with where, why and what to do when it cannot listen. */
export const serve = async (options: ServeOptions): Promise<Server> => {
  const respond = responder(options);
  const server = createServer(limits, (request, response) => void respond(request, response));
  server.maxConnections = mostConnections;
  await listening(server, options);
  server.on('error', error =>
    options.log.error(`The server on ${whereOf(options)} failed: ${inWords(error)}.`)
  );
  // Once it has listened it has an address, for as long as it listens.
  const at = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  return {
    address: () => ({ address: at.address, port: at.port }),
    close: () => (closed ??= closing(server))
  };
};
