import type { Api } from '../api/Api.js';
import { samplesOf } from './prometheusText.js';

const verbs = new Set(['POST', 'PUT', 'PATCH', 'APPLY', 'DELETE', 'DELETECOLLECTION']);

/** `APPLY sidecars`, or `PUT servicefences/status`, and how often that was asked since the API server was started. */
export type WriteCounts = ReadonlyMap<string, number>;

const keyOf = ({ verb = '', resource = '', subresource = '' }: Readonly<Record<string, string>>): string =>
  `${verb} ${resource}${subresource === '' ? '' : `/${subresource}`}`;

/** What has been written, by anybody, as the API server counts it itself: refused writes and those that changed nothing, too. */
export const writeCounts = async (api: Api): Promise<WriteCounts> => {
  const { text } = await api.ask('/metrics');
  const counts = new Map<string, number>();
  for (const { name, labels, value } of samplesOf(text))
    if (name === 'apiserver_request_total' && verbs.has(labels['verb'] ?? ''))
      counts.set(keyOf(labels), (counts.get(keyOf(labels)) ?? 0) + value);
  return counts;
};

/** What has been written between two counts; nothing that is zero. */
export const writesBetween = (before: WriteCounts, after: WriteCounts): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...after]
      .map(([key, count]) => [key, count - (before.get(key) ?? 0)] as const)
      .filter(([, count]) => count > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
  );
