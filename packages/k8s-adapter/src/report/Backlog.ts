/** What waits, each once, in the order in which it came. */
export interface Backlog<A> {
  readonly size: number;
  /** Puts something last, unless it waits already. Gives what had to make room. */
  put(item: A): A | undefined;
  first(): A | undefined;
  remove(item: A): void;
}

/** A backlog of at most so many; the oldest make room. */
export const newBacklog = <A>(most: number): Backlog<A> => {
  const items = new Set<A>();
  const first = (): A | undefined => items.values().next().value;
  return {
    get size() {
      return items.size;
    },
    put: item => {
      items.add(item);
      const oldest = items.size > most ? first() : undefined;
      if (oldest !== undefined) items.delete(oldest);
      return oldest;
    },
    first,
    remove: item => void items.delete(item)
  };
};
