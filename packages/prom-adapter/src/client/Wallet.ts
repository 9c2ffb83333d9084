import { readFile } from 'node:fs/promises';
import { Agent } from 'undici';
import type { Dispatcher } from 'undici';
import type { Access, Secret, Site, Tls } from './Access.js';

/** What a request needs in order to be somebody's. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly dispatcher: Dispatcher;
}

/** Credentials that are read anew from time to time, and at once when they were refused. */
export interface Wallet {
  get(): Promise<Credentials>;
  /** The server did not accept these: they are not used again. */
  refused(credentials: Credentials): void;
  /** No connection came about with these: perhaps a certificate has been renewed. */
  doubted(credentials: Credentials): void;
  close(): Promise<void>;
}

/** How long what was read holds. */
const freshFor = 10_000;

const connections = 16;

const textOf = async (secret: Secret): Promise<string> =>
  'text' in secret ? secret.text : (await readFile(secret.file, 'utf8')).trim();

const authorizationOf = async ({ bearer, basic }: Access, site: Site): Promise<string | undefined> => {
  if (bearer !== undefined) return `Bearer ${await textOf(bearer)}`;
  const pair = basic ?? site.basic;
  if (pair === undefined) return undefined;
  const words = `${pair.username}:${await textOf(pair.password)}`;
  return `Basic ${Buffer.from(words).toString('base64')}`;
};

const headersOf = async (access: Access, site: Site): Promise<Readonly<Record<string, string>>> => {
  const authorization = await authorizationOf(access, site);
  return { ...access.headers, ...(authorization === undefined ? {} : { authorization }) };
};

const fileOf = (path: string | undefined): Promise<string | undefined> =>
  path === undefined ? Promise.resolve(path) : readFile(path, 'utf8');

/** What Node's TLS takes; it makes no difference between undefined and nothing. */
interface Connect {
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly servername: string | undefined;
  readonly rejectUnauthorized: boolean;
}

const connectOf = async (tls: Tls = {}): Promise<Connect> => {
  const paths = [tls.authorityFile, tls.certificateFile, tls.keyFile];
  const [ca, cert, key] = await Promise.all(paths.map(fileOf));
  return { ca, cert, key, servername: tls.serverName, rejectUnauthorized: tls.isUnverified !== true };
};

interface Known {
  readonly credentials: Credentials;
  /** What makes a connection another one. */
  readonly route: string;
  readonly until: number;
}

/** The credentials of an access. Each file is read when it is needed, and again when it may have changed. */
export const walletOf = (access: Access, site: Site, now: () => number): Wallet => {
  let known: Known | undefined;
  const open = new Set<Agent>();

  const dispatcherFor = (route: string, connect: Connect): Dispatcher => {
    if (known?.route === route) return known.credentials.dispatcher;
    // What is under way on the old connections may end.
    for (const each of open) void each.close().finally(() => open.delete(each));
    const agent = new Agent({ connections, connect: connect as NonNullable<Agent.Options['connect']> });
    open.add(agent);
    return agent;
  };

  const read = async (): Promise<Credentials> => {
    const [headers, connect] = await Promise.all([headersOf(access, site), connectOf(access.tls)]);
    const route = JSON.stringify(connect);
    const credentials = { headers, dispatcher: dispatcherFor(route, connect) };
    known = { credentials, route, until: now() + freshFor };
    return credentials;
  };

  /** A file that is being written may not be readable for a moment: what nobody has refused is good enough. */
  const readOrKeep = async (): Promise<Credentials> => {
    try {
      return await read();
    } catch (error) {
      if (known === undefined || known.until === 0) throw error;
      return known.credentials;
    }
  };

  const readAgainAfter = (credentials: Credentials, until: number): void => {
    if (known?.credentials === credentials) known = { ...known, until };
  };

  return {
    get: async () => (known !== undefined && now() < known.until ? known.credentials : readOrKeep()),
    refused: credentials => readAgainAfter(credentials, 0),
    doubted: credentials => readAgainAfter(credentials, now()),
    close: async () => {
      await Promise.all([...open].map(each => each.destroy()));
    }
  };
};
