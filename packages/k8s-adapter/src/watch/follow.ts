import type { Json } from '@meshfence/core';
import type { Client } from '../client/Client.js';
import { refusalOf, Unreachable } from '../client/Refusal.js';
import type { Refusal } from '../client/Refusal.js';
import type { KubeObject } from './KubeObject.js';
import { urlOf } from './list.js';

/** What happened to one object. */
export interface Event {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: KubeObject;
}

interface Line {
  readonly type: Event['type'] | 'BOOKMARK' | 'ERROR';
  readonly object: KubeObject & { readonly code?: Json };
}

/** What is watched, and since when. */
export interface Following {
  readonly client: Client;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly resourceVersion: string;
  readonly signal: AbortSignal;
  /** Milliseconds after which a watch that should have ended is given up. */
  readonly limit?: number;
  /** The watch is open. */
  readonly answered?: () => void;
  /** Something was heard: events up to this version have been handed over. */
  readonly heard: (resourceVersion: string) => void;
  readonly event: (event: Event) => void;
}

/**
 * How long a watch is asked to last, in seconds, not all of them the same; right before its end comes a bookmark.
 *
 * A connection that is dead looks like one on which nothing happens, until the watch does not end when it should. So watches are
 * short: asking again costs next to nothing, and what a dead one misses is missed for less than a minute.
 */
const lasting = (): number => 25 + Math.floor(Math.random() * 15);

/** Milliseconds that a server may be late with the end. */
const lateness = 10_000;

const errorOf = ({ object }: Line): Refusal => {
  const code = typeof object.code === 'number' ? object.code : 500;
  return refusalOf(code, JSON.stringify(object));
};

/**
 * Hands over what happens until the server ends the watch, which is no error.
 *
 * Rejects as the client does, with the server's own error event, and gives up a watch that does not end when it should.
 */
export const follow = async ({
  answered = () => {},
  client,
  event,
  heard,
  path,
  query,
  resourceVersion,
  limit,
  signal
}: Following): Promise<void> => {
  const given = new AbortController();
  const giveUp = (): void => given.abort();
  const lasts = lasting();
  const overdue = setTimeout(giveUp, limit ?? lasts * 1000 + lateness);
  signal.addEventListener('abort', giveUp);
  if (signal.aborted) giveUp();
  const wanted = {
    ...query,
    watch: '1',
    allowWatchBookmarks: 'true',
    timeoutSeconds: String(lasts),
    resourceVersion
  };
  const question = { path: urlOf(path, wanted), signal: given.signal, answered };
  try {
    for await (const line of client.stream<Line>(question)) {
      if (line.type === 'ERROR') throw errorOf(line);
      if (line.type !== 'BOOKMARK') event({ type: line.type, object: line.object });
      heard(line.object.metadata.resourceVersion ?? resourceVersion);
    }
  } catch (error) {
    // That is a reason to ask again, and no failure: it would be asked again anyway.
    if (given.signal.aborted && !signal.aborted && error instanceof Unreachable) return;
    throw error;
  } finally {
    clearTimeout(overdue);
    signal.removeEventListener('abort', giveUp);
  }
};
