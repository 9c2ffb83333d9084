import type { KubeConfig } from '@kubernetes/client-node';
import { Agent, ProxyAgent } from 'undici';
import type { Dispatcher } from 'undici';

/** Who a server is, who we are, and what is between: client-node's words for what makes a connection another one. */
export type Route = ReturnType<KubeConfig['createDispatcherOptions']>;

/** Connections to the one server: each watch holds one, and writes share the rest. */
const pool = { connections: 64, pipelining: 1, keepAliveTimeout: 30_000 };

/** The same options, in undici's words: only its types are stricter about what is undefined. */
type Connect = NonNullable<Agent.Options['connect']>;
type RequestTls = NonNullable<ProxyAgent.Options['requestTls']>;

/** One pool of connections. Through a proxy of any kind, TLS is with the server. */
export const dispatcherOf = (route: Route): Dispatcher => {
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
