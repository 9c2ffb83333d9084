import { afterAll, beforeAll } from 'vitest';
import type { Compiled } from './compiled.js';
import { startEnvoy } from './Envoy.js';
import type { Envoy } from './Envoy.js';
import { request } from './request.js';
import type { Answer, Request } from './request.js';
import { addAddresses, addresses, startUpstream } from './upstream.js';
import type { Seen, Upstream } from './upstream.js';

/** A destination that answers. */
export const destination = `${addresses.ipv4}:9080`;

/** A request by a fallback route: with the two headers, and others beside them. */
export const fallback = (
  host: string,
  headers: Readonly<Record<string, string>> = {},
  rest: Request = {}
): Promise<Answer> =>
  request({
    ...rest,
    headers: { host, 'Slime-Orig-Dest': destination, 'Slime-Source-Ns': 'shop', ...headers }
  });

/** The status of a request to a destination. */
export const to = (text: string): Promise<number> =>
  fallback('x', { 'Slime-Orig-Dest': text }).then(({ status }) => status);

/** What the upstream saw of a request. */
export const seen = ({ body }: Answer): Seen => JSON.parse(body) as Seen;

/** A global-sidecar with an upstream, for the tests of one file. */
export interface Site {
  readonly envoy: Envoy;
  readonly upstream: Upstream;
}

/** Starts both before the tests of a file, and stops them after. */
export const site = (what: Compiled): Site => {
  const running: { envoy?: Envoy; upstream?: Upstream } = {};
  beforeAll(async () => {
    addAddresses();
    running.upstream = await startUpstream(9080);
    running.envoy = await startEnvoy(what);
  });
  afterAll(async () => {
    await running.envoy?.stop();
    running.upstream?.stop();
  });
  const started = <A>(value: A | undefined): A => {
    if (value === undefined) throw new Error('not started');
    return value;
  };
  return {
    get envoy() {
      return started(running.envoy);
    },
    get upstream() {
      return started(running.upstream);
    }
  };
};
