import type { Client } from '../client/Client.js';
import { isRefusal } from '../client/Refusal.js';
import { kinds, preferred } from '../discovery/kinds.js';
import { collectionPath, objectPath } from '../discovery/Resource.js';
import type { Resource } from '../discovery/Resource.js';
import type { Series } from './Series.js';
import { namespaceOf, toEvent, toSeries } from './toEvent.js';
import type { Repeats, Reporter } from './toEvent.js';

const events: Resource = preferred(kinds.Event);

const timeout = 10_000;

export interface WriteOptions {
  readonly client: Client;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  /** Whether this was tried before without an answer, so that it may have been done. */
  readonly again: boolean;
}

const create = async (
  { at, name, report }: Series,
  repeats: Repeats,
  options: WriteOptions
): Promise<void> => {
  const { again, client, reporter, signal } = options;
  const path = collectionPath(events, namespaceOf(report.regarding));
  const body = toEvent(report, reporter, { at, name, repeats });
  try {
    await client.ask({ method: 'POST', path, body, signal, timeout });
  } catch (error) {
    if (!(again && isRefusal(error, 409))) throw error;
  }
};

/** Patches an event's series. False where the event is gone: they live for an hour. */
const patch = async ({ name, report }: Series, repeats: Repeats, options: WriteOptions): Promise<boolean> => {
  const { client, signal } = options;
  const path = objectPath(events, namespaceOf(report.regarding), name);
  const contentType = 'application/merge-patch+json';
  try {
    await client.ask({ method: 'PATCH', path, body: toSeries(repeats), contentType, signal, timeout });
    return true;
  } catch (error) {
    if (isRefusal(error, 404)) return false;
    throw error;
  }
};

/** Writes what a series has become: an event, or another count of one. Rejects as the client does. */
export const writeEvent = async (series: Series, repeats: Repeats, options: WriteOptions): Promise<void> => {
  if (series.written > 0 && (await patch(series, repeats, options))) return;
  await create(series, repeats, options);
};
