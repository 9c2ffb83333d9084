import { setTimeout as sleep } from 'node:timers/promises';
import { AuditLog } from '../../harness/controller/AuditLog.js';
import type { AuditEvent } from '../../harness/controller/AuditLog.js';
import type { Mesh } from '../../harness/Mesh.js';

/** How often each write was asked for, as `patch sidecars shop/web`; with the status at its end where it was refused. */
export type Written = Readonly<Record<string, number>>;

const keyOf = ({ code, name, namespace, resource, verb }: AuditEvent): string =>
  `${verb} ${resource} ${namespace}/${name}${code >= 400 ? ` ${code}` : ''}`;

/** What controllers have written since an instant, by the API server's audit log; what they told in Events left out. */
export const writtenSince = async (mesh: Mesh, since: number): Promise<Written> => {
  const found: Record<string, number> = {};
  for (const event of await new AuditLog(mesh).writes({ since })) {
    if (event.resource === 'events') continue;
    found[keyOf(event)] = (found[keyOf(event)] ?? 0) + 1;
  }
  return found;
};

/** Longer than changes are gathered, and than what follows from them takes to be written. */
const afterwards = 1200;

/** Everything that is written because of something, once its outcome is there and all is quiet. */
export const writtenBecause = async (
  mesh: Mesh,
  doing: () => Promise<unknown>,
  outcome: () => Promise<unknown>
): Promise<Written> => {
  const since = Date.now();
  await doing();
  await outcome();
  await sleep(afterwards);
  return writtenSince(mesh, since);
};
