import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request, as far as tests look at it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly promql: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
}

/** What is answered: a body, or one after a while, or none ever. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Milliseconds until then. */
  readonly after?: number;
  readonly hangs?: boolean;
}

export type Say = (asked: Asked) => Reply;

/** A server that speaks the HTTP API of Prometheus. */
export interface FakePrometheus {
  readonly url: string;
  readonly asked: ReadonlyArray<Asked>;
  /** Answers otherwise from now on. */
  say(say: Say): void;
  /** Nobody listens any more. */
  stop(): Promise<void>;
  /** Listens again, at the same address. */
  startAgain(): Promise<void>;
}

export interface Line {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: string | number;
}

/** A successful answer with these lines. */
export const vector = (lines: ReadonlyArray<Line>, rest: object = {}): Reply => ({
  body: {
    status: 'success',
    data: {
      resultType: 'vector',
      result: lines.map(({ metric, value }) => ({ metric, value: [1_700_000_000, String(value)] }))
    },
    ...rest
  }
});

export const refusal = (status: number, errorType: string, error: string): Reply => ({
  status,
  body: { status: 'error', errorType, error }
});

const read = async (request: IncomingMessage): Promise<Asked> => {
  const url = new URL(request.url ?? '', 'http://fake');
  const form = new URLSearchParams(await text(request));
  const parameters = Object.fromEntries([...url.searchParams, ...form]);
  const { headers, method = '' } = request;
  return { method, path: url.pathname, promql: parameters['query'] ?? '', parameters, headers };
};

const answer = (
  response: ServerResponse,
  { after = 0, body = '', hangs, headers, status = 200 }: Reply
): void => {
  if (hangs === true) return;
  const words = typeof body === 'string' ? body : JSON.stringify(body);
  setTimeout(() => response.writeHead(status, headers).end(words), after);
};

const listening = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

const stopped = (server: Server): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Starts one; with TLS where it has a certificate. */
export const startFakePrometheus = async (first: Say, tls?: ServerOptions): Promise<FakePrometheus> => {
  let say = first;
  const asked: Array<Asked> = [];
  const listener: RequestListener = (request, response) => {
    void read(request).then(each => {
      asked.push(each);
      return answer(response, say(each));
    });
  };
  const newServer = (): Server =>
    tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  let server = newServer();
  await listening(server, 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    asked,
    say: next => void (say = next),
    stop: () => stopped(server),
    startAgain: () => {
      server = newServer();
      return listening(server, port);
    }
  };
};
