import { createServer as createHttpServer } from 'node:http';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A proxy, and where it was asked to connect to. */
export interface Proxy {
  readonly port: number;
  readonly asked: ReadonlyArray<string>;
  stop(): Promise<void>;
}

const running = async (server: Server, asked: ReadonlyArray<string>): Promise<Proxy> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const stop = (): Promise<void> =>
    new Promise(resolve => {
      server.close(() => resolve());
      for (const each of sockets) each.destroy();
    });
  return { port: (server.address() as AddressInfo).port, asked, stop };
};

const join = (near: Socket, host: string, port: number, opened: () => void): void => {
  const far = connect(port, host, opened);
  far.on('error', () => near.destroy());
  far.pipe(near);
  near.pipe(far);
};

/** One that is asked by CONNECT, perhaps only with a name and a password. */
export const startHttpProxy = (authorization?: string): Promise<Proxy> => {
  const asked: Array<string> = [];
  const server = createHttpServer();
  server.on('connect', ({ headers, url = '' }, near: Socket) => {
    asked.push(url);
    if (headers['proxy-authorization'] !== authorization)
      return void near.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const [host = '', port = ''] = url.split(':');
    join(near, host, Number(port), () => near.write('HTTP/1.1 200 OK\r\n\r\n'));
  });
  return running(server, asked);
};

/** The host of a SOCKS request, as an address or a name, and what follows it. */
const hostIn = (request: Buffer): readonly [string, number] => {
  if (request[3] === 1) return [request.subarray(4, 8).join('.'), request.readUInt16BE(8)];
  const end = 5 + (request[4] ?? 0);
  return [request.subarray(5, end).toString(), request.readUInt16BE(end)];
};

/** One that speaks SOCKS 5 and asks nobody who he is. */
export const startSocksProxy = (): Promise<Proxy> => {
  const asked: Array<string> = [];
  const server = createServer(near => {
    near.once('data', () => {
      near.write(Buffer.from([5, 0]));
      near.once('data', (request: Buffer) => {
        const [host, port] = hostIn(request);
        asked.push(`${host}:${port}`);
        join(near, host, port, () => near.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])));
      });
    });
  });
  return running(server, asked);
};
