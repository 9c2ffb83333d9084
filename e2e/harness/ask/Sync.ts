import type { Istiod } from '../control/startIstiod.js';

interface Told {
  readonly sent?: string;
  readonly acked?: string;
  readonly sentTime?: string;
  readonly lastError?: string;
}

/** What istiod knows of what one proxy has acknowledged, by type of resource. */
export interface Sync {
  readonly proxy: string;
  readonly resources?: Readonly<Record<string, Told>>;
}

/** What istiod knows of all proxies. */
export const syncs = async ({ debug }: Istiod): Promise<ReadonlyArray<Sync>> =>
  ((await (await fetch(`${debug}/debug/syncz`)).json()) as ReadonlyArray<Sync> | null) ?? [];

/** The rejections that no later update has mended. */
export const rejections = ({ resources = {} }: Sync): ReadonlyArray<string> =>
  Object.values(resources).flatMap(({ lastError = '' }) => (lastError === '' ? [] : [lastError]));

const told = ({ resources = {} }: Sync, type: string): Told | undefined =>
  Object.entries(resources).find(([url]) => url.endsWith(`.${type}`))?.[1];

/** Clusters are sent first in a push: the others have been sent too once they are no older. */
const isComplete = (sync: Sync): boolean => {
  const first = told(sync, 'Cluster')?.sentTime ?? '';
  return ['Listener', 'RouteConfiguration'].every(type => {
    const found = told(sync, type);
    return found === undefined || Date.parse(found.sentTime ?? '') >= Date.parse(first);
  });
};

/** True when a proxy has answered all that it was sent. A rejected update will not be acknowledged: it counts as answered. */
export const isHeard = (sync: Sync): boolean =>
  isComplete(sync) &&
  Object.values(sync.resources ?? {}).every(
    ({ sent, acked, lastError = '' }) => sent === acked || lastError !== ''
  );
