import type { AgentOptions, RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import type { Dispatcher } from 'undici';
import { dispatcherOf } from './dispatcherOf.js';
import type { Route, Use } from './dispatcherOf.js';

/** What a request needs in order to be somebody's. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  /** Streams keep their connections: questions have others. */
  readonly dispatchers: Readonly<Record<Use, Dispatcher>>;
}

/** Credentials that are read anew from time to time, and at once when a server has refused them. */
export interface Wallet {
  get(): Promise<Credentials>;
  /** The server did not accept these. Whoever comes late, with others than the last, changes nothing. */
  refused(credentials: Credentials): void;
  close(): Promise<void>;
}

/** How long what was read holds. Tokens in files and of plugins are rotated long before they expire. */
const freshFor = 10_000;

/** How long what is known is used on, where it cannot be read again. */
const pause = 1000;

/** A plugin that takes longer is given up on, and asked again. */
const patience = 60_000;

const headersOf = ({ auth, headers }: RequestOptions): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries((headers ?? {}) as Record<string, unknown>).map(([name, value]) => [
      name,
      String(value).trim()
    ])
  ),
  ...(typeof auth === 'string' ? { Authorization: `Basic ${Buffer.from(auth).toString('base64')}` } : {})
});

const routeOf = (config: KubeConfig, options: RequestOptions): Route =>
  config.createDispatcherOptions(config.getCurrentCluster(), options as AgentOptions);

/** What is in a wallet now. */
interface Contents {
  readonly credentials: Credentials;
  /** What of them makes a connection another one: keys and certificates are rotated, too. */
  readonly route: string;
  readonly until: number;
}

const isSame = (a: Credentials, b: Credentials): boolean =>
  a.dispatchers === b.dispatchers && JSON.stringify(a.headers) === JSON.stringify(b.headers);

/** Pools of connections: the last, and those on which something is still under way. */
const poolsOf = () => {
  const open = new Set<Dispatcher>();
  return {
    open: (route: Route): Credentials['dispatchers'] => {
      const made = { questions: dispatcherOf(route, 'questions'), streams: dispatcherOf(route, 'streams') };
      Object.values(made).forEach(dispatcher => open.add(dispatcher));
      return made;
    },
    /** What is under way may end; nothing new is begun, but by those who have just asked. */
    retire: (dispatchers: Credentials['dispatchers']): void => {
      for (const dispatcher of Object.values(dispatchers)) {
        const forget = (): boolean => open.delete(dispatcher);
        setImmediate(() => void dispatcher.close().then(forget, forget));
      }
    },
    close: async (): Promise<void> => {
      await Promise.all([...open].map(dispatcher => dispatcher.destroy()));
    }
  };
};

/**
 * The credentials of a kubeconfig's current context: tokens, certificates, plugins, proxies.
 *
 * `load` is asked again after a refusal, because client-node keeps what it has read of a file.
 */
export const walletOf = (load: () => KubeConfig): Wallet => {
  const pools = poolsOf();
  let config: KubeConfig | undefined;
  let known: Contents | undefined;
  let reading: { readonly credentials: Promise<Credentials>; readonly since: number } | undefined;

  const dispatchersFor = (route: Route, words: string): Credentials['dispatchers'] => {
    if (known?.route === words) return known.credentials.dispatchers;
    if (known !== undefined) pools.retire(known.credentials.dispatchers);
    return pools.open(route);
  };

  const take = (route: Route, headers: Credentials['headers']): Credentials => {
    const words = JSON.stringify(route);
    const read = { headers, dispatchers: dispatchersFor(route, words) };
    // Whoever is refused later, with what was read before, is refused with what is known now.
    const credentials = known !== undefined && isSame(known.credentials, read) ? known.credentials : read;
    known = { credentials, route: words, until: Date.now() + freshFor };
    return credentials;
  };

  const read = async (): Promise<Credentials> => {
    config ??= load();
    const options: RequestOptions = {};
    await config.applyToHTTPSOptions(options);
    return take(routeOf(config, options), headersOf(options));
  };

  /** What nobody has refused is good enough until it can be read again. */
  const readOrKeep = async (): Promise<Credentials> => {
    try {
      return await read();
    } catch (error) {
      if (known === undefined || known.until === 0) throw error;
      known = { ...known, until: Date.now() + pause };
      return known.credentials;
    }
  };

  const readOnce = (): Promise<Credentials> => {
    if (reading !== undefined && Date.now() < reading.since + patience) return reading.credentials;
    const credentials = readOrKeep().finally(() => {
      if (reading?.credentials === credentials) reading = undefined;
    });
    reading = { credentials, since: Date.now() };
    return credentials;
  };

  return {
    get: async () => (known !== undefined && Date.now() < known.until ? known.credentials : readOnce()),
    refused: credentials => {
      if (known?.credentials !== credentials || known.until === 0) return;
      known = { ...known, until: 0 };
      config = undefined;
      // What is being read now may have been read before it was changed.
      reading = undefined;
    },
    close: () => pools.close()
  };
};
