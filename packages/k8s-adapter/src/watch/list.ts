import type { Client } from '../client/Client.js';
import { isRefusal } from '../client/Refusal.js';
import type { KubeObject } from './KubeObject.js';

/** All objects of a kind at one moment, projected. */
export interface Listed<A> {
  readonly items: ReadonlyArray<A>;
  readonly resourceVersion: string;
}

interface Page {
  readonly items?: ReadonlyArray<KubeObject> | null;
  readonly metadata?: { readonly resourceVersion?: string; readonly continue?: string };
}

/** A list that is asked for. */
export interface Listing<A> {
  readonly client: Client;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** What is kept of a page. */
  readonly project: (page: ReadonlyArray<KubeObject>) => ReadonlyArray<A>;
  readonly signal: AbortSignal;
}

const pageSize = 500;
const timeout = 60_000;

const urlOf = (path: string, query: Readonly<Record<string, string>>): string => {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
};

const gather = async <A>(
  { client, path, project, query, signal }: Listing<A>,
  limit: Readonly<Record<string, string>>
): Promise<Listed<A>> => {
  const items: Array<A> = [];
  let next: Readonly<Record<string, string>> = limit;
  for (;;) {
    const page = await client.ask<Page>({ path: urlOf(path, { ...query, ...next }), signal, timeout });
    for (const item of project(page.items ?? [])) items.push(item);
    const { continue: more = '', resourceVersion = '' } = page.metadata ?? {};
    if (more === '') return { items, resourceVersion };
    next = { ...limit, continue: more };
  }
};

/**
 * All objects of a kind, page by page, as they are now.
 *
 * Where the server has forgotten the rest of the pages, which takes it five minutes, all is asked for at once.
 */
export const list = async <A>(listing: Listing<A>): Promise<Listed<A>> => {
  try {
    return await gather(listing, { limit: String(pageSize) });
  } catch (error) {
    if (!isRefusal(error, 410)) throw error;
    return gather(listing, {});
  }
};

export { urlOf };
