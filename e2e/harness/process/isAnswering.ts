/** True when a URL answers 200; for `waitFor`. */
export const isAnswering = (url: string) => async (): Promise<true | undefined> => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
  await answer.arrayBuffer();
  return answer.status === 200 ? true : undefined;
};
