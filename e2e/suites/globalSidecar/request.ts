import { request as send } from 'node:http';
import type { Agent, IncomingMessage } from 'node:http';

export interface Request {
  readonly host?: string;
  readonly port?: number;
  readonly path?: string;
  readonly method?: string;
  /** Names and values in turn, as they shall stand on the wire; or by name. */
  readonly headers?: ReadonlyArray<string> | Readonly<Record<string, string>>;
  readonly body?: string;
  readonly agent?: Agent;
}

export interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly headers: ReadonlyArray<string>;
  readonly trailers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

const read = async (message: IncomingMessage): Promise<Answer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return {
    status: message.statusCode ?? 0,
    reason: message.statusMessage ?? '',
    headers: message.rawHeaders,
    trailers: message.trailers,
    body: Buffer.concat(chunks).toString()
  };
};

/** One request over HTTP/1.1, to the global-sidecar unless it says otherwise. */
export const request = ({
  body,
  headers = {},
  host = '127.0.0.1',
  port = 8080,
  ...rest
}: Request): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const outgoing = send({ host, port, ...rest, headers: headers as Record<string, string> }, message => {
      read(message).then(resolve, reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
