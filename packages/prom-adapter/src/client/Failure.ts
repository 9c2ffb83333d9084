import type { Instant } from '@meshfence/core';

/** What came instead of an answer. */
export type Kind =
  /** Nothing, or nothing in time, or the server was in trouble. */
  | 'unreachable'
  /** The server wants to be asked later. */
  | 'busy'
  /** The answer would take more than the server, or we, are ready for. A smaller question may be answered. */
  | 'too-much'
  /** The server does not answer this question to us, and will not later. */
  | 'refused'
  /** What came is no answer of this API. */
  | 'malformed';

/** A question that was not answered. The message says what, where, and what to do. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly kind: Kind,
    message: string,
    /** The HTTP status; 0 where none came. */
    readonly status = 0,
    /** Milliseconds that the server asks for before the next attempt. */
    readonly retryAfter?: Instant.Duration | undefined
  ) {
    super(message);
  }
}

/** Whether asking again may help. */
export const isPassing = ({ kind }: Failure): boolean => kind === 'unreachable' || kind === 'busy';

const second = 1000;

/** `Retry-After` in milliseconds: it is written in seconds, or as a date. */
export const retryAfterOf = (header: string | undefined, now: number): number | undefined => {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * second;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
};

/** Words by which servers say that a question is too large: Prometheus, Thanos, Mimir, Cortex and VictoriaMetrics. */
const tooMuch = /too many|too large|maximum|limit|exceed|more than|err-mimir-max/i;

const kindOf = (status: number, type: string, message: string): Kind => {
  if (status === 429) return 'busy';
  if (status === 413 || type === 'timeout') return 'too-much';
  if (status === 422) return tooMuch.test(message) ? 'too-much' : 'refused';
  return status >= 500 || status === 408 ? 'unreachable' : 'refused';
};

const remedies: Readonly<Record<number, string>> = {
  401: 'give a token or a password that it accepts',
  403: 'give the account the right to query',
  404: 'check the path of the address: the API is expected at ADDRESS/api/v1/query',
  400: 'check the query'
};

/** The failure that a refusing answer is. */
export const failureOf = (
  base: string,
  status: number,
  { type, message }: { readonly type: string; readonly message: string },
  retryAfter: number | undefined
): Failure => {
  const words = message === '' ? '' : `: ${message.slice(0, 500)}`;
  const remedy = remedies[status] === undefined ? '' : ` (${remedies[status]})`;
  return new Failure(
    kindOf(status, type, message),
    `${base} answers ${status}${words}${remedy}`,
    status,
    retryAfter
  );
};

/** An error in a few words. */
export const inWords = (error: unknown): string => {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(inWords))].join('; ');
  return error instanceof Error ? error.message : String(error);
};
