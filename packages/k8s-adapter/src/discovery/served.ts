import type { Client } from '../client/Client.js';
import { isRefusal } from '../client/Refusal.js';
import { apiVersionOf, versionPath } from './Resource.js';
import type { Resource, Wanted } from './Resource.js';

interface ResourceList {
  readonly resources: ReadonlyArray<{ readonly name: string; readonly kind: string }>;
}

/** The plurals of all kinds that are served in a version; none of a version that nobody serves. */
type Plurals = (apiVersion: string) => Promise<ReadonlySet<string>>;

/** Finds a kind in the first of its versions that is served; undefined where its definition is not there (yet). */
export type Discover = (wanted: Wanted) => Promise<Resource | undefined>;

const ask =
  (client: Client): Plurals =>
  async apiVersion => {
    try {
      const { resources } = await client.ask<ResourceList>({ path: versionPath(apiVersion) });
      return new Set(resources.map(({ name }) => name));
    } catch (error) {
      if (isRefusal(error, 404)) return new Set();
      throw error;
    }
  };

const find =
  (plurals: Plurals): Discover =>
  async ({ group, kind, namespaced, plural, versions }) => {
    for (const version of versions) {
      const apiVersion = apiVersionOf(group, version);
      if ((await plurals(apiVersion)).has(plural)) return { apiVersion, kind, namespaced, plural };
    }
    return undefined;
  };

/** The kind where it is served. */
export const served = (client: Client, wanted: Wanted): Promise<Resource | undefined> =>
  find(ask(client))(wanted);

/** How long an answer counts, in milliseconds. */
const fresh = 1000;

/** The same for many who ask for the same at the same time, as while definitions are missing: each version is asked for once. */
export const sharedDiscovery = (client: Client, now: () => number = () => performance.now()): Discover => {
  const asked = new Map<string, { readonly at: number; readonly plurals: ReturnType<Plurals> }>();
  const ofServer = ask(client);
  return find(apiVersion => {
    const known = asked.get(apiVersion);
    if (known !== undefined && now() < known.at + fresh) return known.plurals;
    const plurals = ofServer(apiVersion);
    asked.set(apiVersion, { at: now(), plurals });
    plurals.catch(() => asked.delete(apiVersion));
    return plurals;
  });
};
