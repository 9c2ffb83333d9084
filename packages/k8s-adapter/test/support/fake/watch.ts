import type { Json, JsonObject } from '@meshfence/core';
import type { Asked, Target } from './Asked.js';
import { resourceName } from './Definition.js';
import { objectsOf } from './list.js';
import { inVersion } from './present.js';
import { tooOld } from './Refused.js';
import { selectorOf } from './Selector.js';
import type { Selector } from './Selector.js';
import type { Change, Store } from './Store.js';

/** Somebody who watches. */
export interface Watch {
  readonly target: Target;
  readonly path: string;
  /** Says something, whatever it is. */
  write(text: string): void;
  bookmark(): void;
  /** Ends it, as a server does when time is up. */
  end(): void;
  /** Breaks the connection. */
  cut(): void;
}

/** Where a watch's lines go. */
export interface Sink {
  write(text: string): void;
  end(): void;
  cut(): void;
  onClose(listener: () => void): void;
}

const line = (type: string, object: Json): string => `${JSON.stringify({ type, object })}\n`;

const bookmarkOf = ({ apiVersion, definition: { kind } }: Target, revision: number): JsonObject => ({
  kind,
  apiVersion,
  metadata: { resourceVersion: String(revision), creationTimestamp: null }
});

const concerns =
  ({ definition, namespace }: Target) =>
  ({ definition: other, object }: Change): boolean =>
    resourceName(other) === resourceName(definition) &&
    (namespace === undefined || object.metadata.namespace === namespace);

/** A change in the eyes of somebody who sees only what a selector lets through. */
const seen = (selects: Selector, { type, object, before }: Change): Change['type'] | undefined => {
  const had = before !== undefined && selects(before);
  const has = type !== 'DELETED' && selects(object);
  if (had && has) return 'MODIFIED';
  if (has) return 'ADDED';
  return had ? 'DELETED' : undefined;
};

/** The watch's beginning: what is there already, or what has happened since a version. */
const replay = (store: Store, { target, query }: Asked, tell: (change: Change) => void): void => {
  const since = Number(query.get('resourceVersion') ?? 0);
  if (since > 0 && since < store.compacted) throw tooOld(since, store.compacted);
  const { definition } = target;
  const present = objectsOf(store, target).map((object): Change => ({
    definition,
    object,
    before: undefined,
    type: 'ADDED',
    revision: store.revision
  }));
  const past = store.history.filter(({ revision }) => revision > since);
  for (const change of since === 0 ? present : past) tell(change);
};

/** Tells a sink of all changes from a version on. A version that is too old is refused by an error. */
export const watch = (store: Store, asked: Asked, path: string, sink: Sink): Watch => {
  const { target, query } = asked;
  const [selects, isConcerned] = [selectorOf(query), concerns(target)];
  const tell = (change: Change): void => {
    const type = isConcerned(change) ? seen(selects, change) : undefined;
    if (type !== undefined) sink.write(line(type, inVersion(change.object, target.apiVersion)));
  };
  const bookmark = (): void => {
    if (query.get('allowWatchBookmarks') === 'true')
      sink.write(line('BOOKMARK', bookmarkOf(target, store.revision)));
  };
  const end = (): void => {
    bookmark();
    sink.end();
  };
  replay(store, asked, tell);
  const forget = store.subscribe(tell);
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  const timer = seconds > 0 ? setTimeout(end, seconds * 1000) : undefined;
  sink.onClose(() => {
    forget();
    clearTimeout(timer);
  });
  return { target, path, write: sink.write, bookmark, end, cut: sink.cut };
};

/** The one line of a watch that cannot begin. */
export const errorLine = (status: JsonObject): string => line('ERROR', status);
