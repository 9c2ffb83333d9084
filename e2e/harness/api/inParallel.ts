/** Does something with each of many, at most so many at a time. */
export const inParallel = async <A, B>(
  all: ReadonlyArray<A>,
  limit: number,
  use: (each: A) => Promise<B>
): Promise<ReadonlyArray<B>> => {
  const results: Array<B> = [];
  const queue = all.entries();
  const worker = async (): Promise<void> => {
    for (const [index, each] of queue) results[index] = await use(each);
  };
  await Promise.all(Array.from({ length: Math.min(limit, all.length) }, worker));
  return results;
};
