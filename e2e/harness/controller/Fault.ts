/** What a proxy does to the requests that come. */
export type Fault =
  | { readonly kind: 'pass' }
  /** Each answer comes so much later; what is streamed then is as fast as ever. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Each is refused; or only those that write. `retryAfter` is in seconds. */
  | {
      readonly kind: 'refuse';
      readonly status: number;
      readonly of?: 'all' | 'writes';
      readonly retryAfter?: number;
    }
  /** The connection breaks before anything is answered, and the API server hears nothing. */
  | { readonly kind: 'reset'; readonly of?: 'all' | 'writes' }
  /** The API server does what is asked, and the connection breaks before that is said. */
  | { readonly kind: 'lose'; readonly of?: 'all' | 'writes' }
  /** Connections are accepted, and nothing is ever answered. */
  | { readonly kind: 'blackHole' }
  /** Nobody listens. */
  | { readonly kind: 'closed' };

export const pass: Fault = { kind: 'pass' };

/** Whether a request is one that a fault is for. */
export const concerns = (fault: Fault, method: string): boolean =>
  !('of' in fault) || fault.of !== 'writes' || method !== 'GET';

const reasons: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  429: 'TooManyRequests',
  503: 'ServiceUnavailable'
};

/** The body of a refusal, as Kubernetes would write it. */
export const statusOf = (code: number): string =>
  JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: code === 401 ? 'Unauthorized' : 'the proxy says no',
    reason: reasons[code] ?? 'InternalError',
    code
  });
