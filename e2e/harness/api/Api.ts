import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import type { Json } from '@meshfence/core';

/** Where an API server is, and how to be somebody there. */
export interface Access {
  readonly server: string;
  readonly ca: string;
  readonly token: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface Question {
  readonly method?: string;
  readonly body?: Json;
  readonly contentType?: string;
  readonly accept?: string;
  readonly token?: string;
}

/** Raw requests to an API server. */
export interface Api {
  readonly access: Access;
  /** What is answered, whatever its status is. */
  ask(path: string, question?: Question): Promise<Answer>;
  /** The answer as JSON; any status from 400 on is an error with the server's own words. */
  json<A = Json>(path: string, question?: Question): Promise<A>;
  close(): void;
}

/** The server's refusal. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    what: string,
    message: string
  ) {
    super(`${what}: ${status} ${message}`);
  }
}

const messageIn = (text: string): string => {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    return text;
  }
};

const askWith =
  (access: Access, agent: Agent): Api['ask'] =>
  (
    path,
    {
      method = 'GET',
      body,
      contentType = 'application/json',
      accept = 'application/json',
      token = access.token
    } = {}
  ) =>
    new Promise((resolve, reject) => {
      // Of a DELETE's body Node would not say how long it is, and it would be taken for the next request.
      const text = body === undefined ? '' : JSON.stringify(body);
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': contentType,
        'content-length': Buffer.byteLength(text),
        accept
      };
      const asked = request(`${access.server}${path}`, { method, agent, headers }, answer => {
        const parts: Array<Buffer> = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() })
        );
      });
      asked.on('error', reject);
      asked.end(text);
    });

/** A client of one API server. */
export const connect = (access: Access): Api => {
  const agent = new Agent({ keepAlive: true, maxSockets: 16, ca: readFileSync(access.ca) });
  const ask = askWith(access, agent);
  const json = async <A>(path: string, question: Question = {}): Promise<A> => {
    const { status, text } = await ask(path, question);
    if (status >= 400) throw new ApiError(status, `${question.method ?? 'GET'} ${path}`, messageIn(text));
    return JSON.parse(text) as A;
  };
  return { access, ask, json, close: () => agent.destroy() };
};
