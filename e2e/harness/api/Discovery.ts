import type { Api } from './Api.js';

/** How a kind is addressed. */
export interface ResourceType {
  readonly plural: string;
  readonly namespaced: boolean;
}

interface Listed {
  readonly resources: ReadonlyArray<{
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
  }>;
}

/** The path under which a group and version is served. */
export const groupPath = (apiVersion: string): string =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

/** How to address a kind, by asking the server. */
export type Discovery = (apiVersion: string, kind: string) => Promise<ResourceType>;

/** Discovery that remembers what it was told. */
export const discoveryOf = (api: Api): Discovery => {
  const known = new Map<string, ResourceType>();
  return async (apiVersion, kind) => {
    const key = `${apiVersion} ${kind}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const { resources } = await api.json<Listed>(groupPath(apiVersion));
    for (const { name, kind: each, namespaced } of resources)
      if (!name.includes('/')) known.set(`${apiVersion} ${each}`, { plural: name, namespaced });
    const type = known.get(key);
    if (type === undefined) throw new Error(`The API server knows no ${kind} of ${apiVersion}.`);
    return type;
  };
};
