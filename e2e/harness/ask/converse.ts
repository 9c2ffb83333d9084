import { fileURLToPath } from 'node:url';
import { addressesOf } from '../network/addressesOf.js';
import type { Names } from '../network/addressesOf.js';
import type { Pod } from '../pod/Pod.js';
import { must } from '../process/run.js';

/** What all conversations need: whom to talk to, by name and port, and for how long. */
interface Whom {
  readonly host: string;
  readonly port: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the name's own. */
  readonly address?: string;
  /** What the request says it wants, if not HOST:PORT. */
  readonly authority?: string;
  /** In seconds; 10, if nothing is said. */
  readonly timeout?: number;
}

/** Unary and Fail say one thing; Bidi says each thing when the former was answered. */
export interface GrpcQuestion extends Whom {
  readonly method: 'Unary' | 'Fail' | 'Bidi';
  readonly say: ReadonlyArray<string>;
}

export interface GrpcAnswer {
  /** gRPC's status: 0 is success. */
  readonly code: number;
  readonly details?: string;
  readonly said: ReadonlyArray<string>;
}

export interface SocketQuestion extends Whom {
  readonly say: string;
  /** Only for TCP: what to wait for. */
  readonly until?: string;
  /** Only for WebSocket. */
  readonly path?: string;
}

export interface SocketAnswer {
  readonly heard: string;
  /** `enough`, `closed`, `silence`, or an error. */
  readonly end: string;
  readonly milliseconds: number;
}

/** For `/stream`: pieces go up one by one, each when the former has come back. */
export interface StreamQuestion extends Whom {
  readonly say: ReadonlyArray<string>;
  readonly path?: string;
  readonly http2?: boolean;
}

export interface StreamAnswer {
  readonly status?: number;
  readonly heard?: ReadonlyArray<string>;
  readonly trailers?: Readonly<Record<string, string>>;
  readonly error?: string;
}

const program = fileURLToPath(new URL('../apps/ask.mjs', import.meta.url));

/** Has a conversation from inside a pod. */
export const converse = async <A>(
  names: Names,
  pod: Pod,
  protocol: 'grpc' | 'websocket' | 'tcp' | 'stream',
  question: Whom
): Promise<A> => {
  const { host, port, headers = {}, timeout = 10, authority = `${host}:${port}` } = question;
  const address = question.address ?? addressesOf(names, host, pod.namespace)[0];
  if (address === undefined) throw new Error(`Nobody knows an address of ${host}.`);
  const milliseconds = timeout * 1000;
  const whole = {
    path: '/stream',
    ...question,
    headers,
    address,
    authority,
    host: authority,
    port,
    milliseconds
  };
  const argv = [process.execPath, program, protocol, JSON.stringify(whole)];
  return JSON.parse(await must(pod.network.inside(argv), { seconds: timeout + 5 })) as A;
};
