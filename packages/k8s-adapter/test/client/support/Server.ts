import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Certificate } from './certificate.js';

/** A server with TLS that remembers who came. */
export interface Server {
  readonly port: number;
  readonly url: string;
  /** The `Authorization` of each request, and the name in each one's certificate; empty where there was none. */
  readonly callers: ReadonlyArray<{ readonly authorization: string; readonly subject: string }>;
  /** How many connections there ever were, and how many there are. */
  connections(): number;
  open(): number;
  stop(): Promise<void>;
}

export interface Options {
  readonly identity: Certificate;
  /** Whose certificates are believed. */
  readonly clients?: ReadonlyArray<string>;
  readonly answer?: RequestListener;
}

/** The name in a certificate that is believed. */
const subjectOf = (socket: TLSSocket): string =>
  socket.authorized ? [socket.getPeerCertificate().subject.CN].flat().join() : '';

const callerOf = ({ headers, socket }: IncomingMessage) => ({
  authorization: headers.authorization ?? '',
  subject: subjectOf(socket as TLSSocket)
});

const emptyObject: RequestListener = (_request, response) => void response.end('{}');

/** Starts one that answers each request with an empty object, or as it is told. */
export const startServer = async ({ answer = emptyObject, clients, identity }: Options): Promise<Server> => {
  const callers: Array<ReturnType<typeof callerOf>> = [];
  const sockets = new Set<Socket>();
  let count = 0;
  const asksForClients =
    clients === undefined ? {} : { requestCert: true, rejectUnauthorized: false, ca: [...clients] };
  const server = createServer(
    { key: identity.key, cert: identity.certificate, ...asksForClients },
    (request, response) => {
      callers.push(callerOf(request));
      answer(request, response);
    }
  );
  server.on('connection', (socket: Socket) => {
    count += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    port,
    url: `https://127.0.0.1:${port}`,
    callers,
    connections: () => count,
    open: () => sockets.size,
    stop
  };
};
