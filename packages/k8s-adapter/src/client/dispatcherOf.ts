import type { KubeConfig } from '@kubernetes/client-node';
import { Agent, ProxyAgent } from 'undici';
import type { Dispatcher } from 'undici';

/** Who a server is, who we are, and what is between: client-node's words for what makes a connection another one. */
export type Route = ReturnType<KubeConfig['createDispatcherOptions']>;

/** What connections are for: questions share so many, and each stream holds one for itself, however many there are. */
export type Use = 'questions' | 'streams';

const common = { pipelining: 1, keepAliveTimeout: 30_000 };
const pools = { questions: { ...common, connections: 64 }, streams: { ...common, connections: null } };

/** The same options, in undici's words: only its types are stricter about what is undefined. */
type Connect = NonNullable<Agent.Options['connect']>;
type RequestTls = NonNullable<ProxyAgent.Options['requestTls']>;

/** One pool of connections. Through a proxy of any kind, TLS is with the server. */
export const dispatcherOf = (route: Route, use: Use): Dispatcher => {
  const pool = pools[use];
  switch (route.type) {
    case 'agent':
      return new Agent({ ...pool, connect: route.connect as Connect });
    case 'proxy':
      return new ProxyAgent({ ...pool, uri: route.uri, requestTls: route.requestTls as RequestTls });
    case 'socks':
      return new ProxyAgent({
        ...pool,
        // With either name, the proxy resolves the server's.
        uri: route.uri.replace(/^socks5h:/, 'socks5:'),
        requestTls: route.requestTls as RequestTls
      });
    case 'none':
      return new Agent(pool);
  }
};
