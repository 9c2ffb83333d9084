import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Addresses of this network namespace that are not its loopback ones. */
export const addresses = { ipv4: '10.98.0.1', ipv6: 'fd00:98::1', other: '10.97.0.1' };

/** Gives the loopback interface these addresses. Nothing of it is seen outside, where the suites run isolated. */
export const addAddresses = (): void => {
  if (process.env['MESHFENCE_E2E_ISOLATED'] !== '1') throw new Error('run by e2e/isolate.sh only');
  const add = (...args: ReadonlyArray<string>) => execFileSync('ip', [...args]);
  for (const each of [addresses.ipv4, addresses.other]) add('addr', 'replace', `${each}/32`, 'dev', 'lo');
  add('-6', 'addr', 'replace', `${addresses.ipv6}/128`, 'dev', 'lo', 'nodad');
};

/** What a request looked like to the upstream. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly host: string;
  readonly headers: ReadonlyArray<string>;
  readonly trailers: ReadonlyArray<string>;
  readonly bytes: number;
}

const describe = (message: IncomingMessage, bytes: number): Seen => ({
  method: message.method ?? '',
  url: message.url ?? '',
  host: message.headers.host ?? '',
  headers: message.rawHeaders,
  trailers: message.rawTrailers,
  bytes
});

const tell = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
  let bytes = 0;
  for await (const chunk of message) bytes += (chunk as Buffer).length;
  response.statusMessage = 'Quite Fine';
  response.writeHead(200, ['X-Mixed-Case', 'Kept', 'Server', 'upstream', 'Trailer', 'X-End']);
  response.addTrailers({ 'X-End': 'trailed' });
  response.end(JSON.stringify(describe(message, bytes)));
};

const gush = async (response: ServerResponse, chunks: number): Promise<void> => {
  const chunk = Buffer.alloc(1_048_576, 'x');
  for (let sent = 0; sent < chunks; sent++) {
    if (!response.write(chunk)) await new Promise(resolve => response.once('drain', resolve));
  }
  response.end();
};

const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
  const [path = '', query = ''] = (message.url ?? '').split('?');
  if (path === '/echo') return void message.pipe(response);
  if (path === '/gush') return gush(response, Number(query));
  if (path === '/break') return void message.socket.destroy();
  if (path === '/redirect')
    return void response.writeHead(302, { location: `http://${addresses.ipv4}:9080/away` }).end();
  if (path === '/slow') await sleep(Number(query));
  return tell(message, response);
};

/** A server on all addresses, which tells what it saw; `count` says how many requests it has had. */
export interface Upstream {
  readonly count: () => number;
  readonly stop: () => void;
}

const handle = (server: Server, count: () => void): void => {
  server.on('request', (message: IncomingMessage, response: ServerResponse) => {
    count();
    void answer(message, response);
  });
  server.on('upgrade', (message, socket) => {
    const { upgrade = '' } = message.headers;
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${upgrade}\r\n\r\n`);
    socket.pipe(socket);
  });
};

/** Starts it. */
export const startUpstream = (port: number): Promise<Upstream> => {
  let requests = 0;
  const server = createServer();
  handle(server, () => (requests += 1));
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return new Promise(resolve => server.listen(port, '::', () => resolve({ count: () => requests, stop })));
};
