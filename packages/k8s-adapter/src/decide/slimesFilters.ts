import type { LiveResource } from '../observe/Live.js';

/** What Slime calls the EnvoyFilters whose place ours take: the routes, the access log, the removal of peer metadata. */
const names: ReadonlySet<string> = new Set([
  'to-global-sidecar',
  'global-sidecar-accesslog',
  'global-sidecar-metadata-exchange-remove'
]);

/** Whether a live object, by its key, is one of Slime's EnvoyFilters. They carry nothing that would tell but their names. */
export const isSlimesFilter = (key: string, { owner }: LiveResource): boolean =>
  owner === 'other' && key.startsWith('EnvoyFilter/') && names.has(key.slice(key.lastIndexOf('/') + 1));
