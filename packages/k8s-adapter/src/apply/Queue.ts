/** Something that has to be looked at. */
export interface Entry {
  readonly key: string;
  /** When the first change came that it has not been looked at since, in milliseconds of the queue's clock. */
  readonly since: number;
  /** How often it has failed in a row. */
  readonly attempt: number;
}

interface Delayed extends Entry {
  readonly notBefore: number;
}

/**
 * Keys that have to be looked at, each once, in the order in which they came.
 *
 * A key that is added while somebody looks at it is there again afterwards, and nobody else gets it meanwhile.
 */
export interface Queue {
  readonly add: (key: string, since: number) => void;
  /** The next one that is due; whoever takes it says `done` or `retry`. */
  readonly take: () => Entry | undefined;
  readonly done: (entry: Entry) => void;
  /** It has failed: once more after so many milliseconds, or as soon as there is news of it. */
  readonly retry: (entry: Entry, delay: number) => void;
  readonly clear: () => void;
  /** Milliseconds until something that was delayed is due; undefined where nothing is. */
  readonly untilDue: () => number | undefined;
  readonly length: () => number;
  /** Milliseconds that the oldest has been waiting, but for those that wait for somebody to change something. */
  readonly age: () => number;
}

/** What is looked at again after more than this waits for somebody, and not for us. */
const hopeless = 60_000;

export const newQueue = (now: () => number = () => performance.now()): Queue => {
  const ready = new Map<string, Entry>();
  const delayed = new Map<string, Delayed>();
  const busy = new Map<string, Entry>();
  /** Keys that were added while they were being looked at, with the time of the change. */
  const again = new Map<string, number>();

  const add = (key: string, since: number): void => {
    if (busy.has(key)) {
      if (!again.has(key)) again.set(key, since);
      return;
    }
    if (ready.has(key)) return;
    // News may have mended what failed: it is looked at at once.
    const known = delayed.get(key);
    delayed.delete(key);
    ready.set(key, { key, since: known?.since ?? since, attempt: 0 });
  };

  const promote = (): void => {
    if (delayed.size === 0) return;
    for (const entry of delayed.values()) {
      if (entry.notBefore > now()) continue;
      delayed.delete(entry.key);
      ready.set(entry.key, entry);
    }
  };

  const take = (): Entry | undefined => {
    promote();
    const [entry] = ready.values();
    if (entry === undefined) return undefined;
    ready.delete(entry.key);
    busy.set(entry.key, entry);
    return entry;
  };

  /** When it was added meanwhile, if it was. */
  const leave = ({ key }: Entry): number | undefined => {
    busy.delete(key);
    const since = again.get(key);
    again.delete(key);
    return since;
  };

  const retry = (entry: Entry, delay: number): void => {
    const since = leave(entry);
    if (since !== undefined) add(entry.key, entry.since);
    else delayed.set(entry.key, { ...entry, attempt: entry.attempt + 1, notBefore: now() + delay });
  };

  const least = (numbers: Iterable<number>): number | undefined => {
    let found: number | undefined;
    for (const number of numbers) if (found === undefined || number < found) found = number;
    return found;
  };

  const sinces = function* (): Iterable<number> {
    for (const all of [ready, busy]) for (const { since } of all.values()) yield since;
    for (const { notBefore, since } of delayed.values()) if (notBefore - now() < hopeless) yield since;
  };

  return {
    add,
    take,
    retry,
    done: entry => {
      const since = leave(entry);
      if (since !== undefined) add(entry.key, since);
    },
    clear: () => [ready, delayed, again].forEach(all => all.clear()),
    untilDue: () => {
      const due = least([...delayed.values()].map(({ notBefore }) => notBefore));
      return due === undefined ? undefined : Math.max(0, due - now());
    },
    length: () => ready.size + delayed.size + busy.size,
    age: () => Math.max(0, now() - (least(sinces()) ?? now()))
  };
};
