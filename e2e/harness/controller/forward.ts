import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { request } from 'node:https';
import type { Agent } from 'node:https';

/** Where requests go on to. */
export interface Upstream {
  readonly server: string;
  readonly agent: Agent;
}

/** An answer whose head has come. */
export type Answer = IncomingMessage;

/** What concerns one connection only is not sent on. */
const onward = ({ headers }: IncomingMessage): IncomingHttpHeaders =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !['host', 'connection', 'transfer-encoding'].includes(name))
  );

/** Sends a request on, with its body. Gives the answer's head as soon as it is there. */
export const forward = (
  { server, agent }: Upstream,
  asked: IncomingMessage,
  body: Buffer,
  gone: AbortSignal
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(
      `${server}${asked.url ?? '/'}`,
      {
        method: asked.method,
        headers: { ...onward(asked), 'content-length': body.length },
        agent,
        signal: gone
      },
      resolve
    );
    sent.on('error', reject);
    sent.end(body);
  });

/** Hands an answer on, piece by piece. Breaks off when either side does. */
export const handOn = (answer: Answer, response: ServerResponse): void => {
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  response.flushHeaders();
  answer.on('error', () => response.destroy());
  answer.on('aborted', () => response.destroy());
  answer.pipe(response);
};
