import { collectionPath, nameOf } from '../discovery/Resource.js';
import { delayOf, pause } from './Backoff.js';
import type { Patience } from './Backoff.js';
import { begin, complete, heardNow } from './begin.js';
import type { Position } from './begin.js';
import { goesWell, goesWrong, newCourse } from './Course.js';
import type { Course } from './Course.js';
import { follow } from './follow.js';
import type { Event } from './follow.js';
import type { Reflection } from './Reflection.js';

/** How often a definition that is missing is looked for: soon after it may have been forgotten, and then now and then. */
const missing: Patience = { first: 2000, most: 10_000 };

/** A watch that ends sooner than this has achieved nothing: asking again at once would be a storm. */
const worthwhile = 1000;

const waitForDefinition = async <A>(reflection: Reflection<A>, course: Course): Promise<void> => {
  const { listener, log, metrics, signal, troubles, wanted } = reflection;
  const kind = nameOf(wanted);
  metrics.kindServed.set({ kind }, 0);
  course.attempt = 0;
  troubles?.set(kind, 'its definition is not installed');
  if (course.missed === 0)
    log.warn('a definition is not installed: it is waited for', {
      kind,
      versions: wanted.versions,
      remedy: 'Install it, if it is to be used: it is found by itself.'
    });
  listener.absent();
  await pause(delayOf(missing, course.missed, 1), signal);
  course.missed += 1;
};

const listAll = async <A>(reflection: Reflection<A>, course: Course): Promise<void> => {
  const { log, metrics, wanted } = reflection;
  const kind = nameOf(wanted);
  course.next = await begin(reflection);
  if (course.next === undefined) return waitForDefinition(reflection, course);
  metrics.relists.inc({ kind, reason: course.reason });
  metrics.kindServed.set({ kind }, 1);
  reflection.troubles?.delete(kind);
  if (course.missed > 0)
    log.info('a definition has been installed', { kind, version: course.next.resource.apiVersion });
  course.missed = 0;
};

const hearer =
  <A>({ listener }: Reflection<A>, { resource }: Position) =>
  ({ object, type }: Event): void => {
    if (type === 'DELETED') return listener.removed(object, resource);
    for (const item of listener.project([complete(resource)(object)], resource)) listener.set(item, resource);
  };

/** Watches until the server ends it. A watch goes well when it tells something, or at least stays open. */
const watchOnce = async <A>(reflection: Reflection<A>, course: Course, position: Position): Promise<void> => {
  const { client, namespace = '', query = {}, signal } = reflection;
  const { resource, resourceVersion } = position;
  const [path, event] = [collectionPath(resource, namespace), hearer(reflection, position)];
  let opened: NodeJS.Timeout | undefined;
  const answered = (): void => {
    opened = setTimeout(() => goesWell(reflection, course), worthwhile);
  };
  const heard = (version: string): void => {
    course.next = { resource, resourceVersion: version };
    if (course.attempt > 0) goesWell(reflection, course);
    else heardNow(reflection);
  };
  try {
    await follow({ client, path, query, signal, resourceVersion, answered, heard, event });
  } finally {
    clearTimeout(opened);
  }
};

const watchAll = async <A>(reflection: Reflection<A>, course: Course, position: Position): Promise<void> => {
  const began = performance.now();
  await watchOnce(reflection, course, position);
  if (performance.now() - began < worthwhile) await pause(worthwhile, reflection.signal);
};

const advance = <A>(reflection: Reflection<A>, course: Course): Promise<void> =>
  course.next === undefined ? listAll(reflection, course) : watchAll(reflection, course, course.next);

/**
 * Keeps a listener informed of all objects of a kind until the signal comes.
 *
 * Nothing ends it but the signal: whatever the server does is waited out, and where the kind is not served, its
 * definition is waited for.
 */
export const reflect = async <A>(reflection: Reflection<A>): Promise<void> => {
  const { signal } = reflection;
  const course = newCourse();
  while (!signal.aborted) {
    try {
      await advance(reflection, course);
    } catch (error) {
      if (!signal.aborted) await pause(goesWrong(reflection, course, error), signal);
    }
  }
};
