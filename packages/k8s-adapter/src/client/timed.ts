import type { Log } from '../log/Log.js';
import type { Metrics } from '../metrics/Metrics.js';
import type { Client, Question } from './Client.js';

/** An answer that takes longer is told of, in milliseconds; the next one only after a while. */
const slow = 1000;
const silence = 60_000;

const pathOf = ({ path }: Question): string => path.split('?', 1)[0] ?? path;

/** The same client, which measures how long answers take, and tells the log when a server is slow. */
export const timed = (
  client: Client,
  log: Log,
  { requestSeconds }: Pick<Metrics, 'requestSeconds'>
): Client => {
  let told = Number.NEGATIVE_INFINITY;

  const note = (question: Question, began: number): void => {
    const now = performance.now();
    const [method, took] = [question.method ?? 'GET', now - began];
    requestSeconds.observe({ method }, took / 1000);
    if (took < slow || now < told + silence) return;
    told = now;
    log.warn('the API server is slow', {
      server: client.server,
      request: `${method} ${pathOf(question)}`,
      seconds: Math.round(took / 100) / 10,
      remedy: 'Look at its load, and at the way to it. All is done as fast as it answers.'
    });
  };

  return {
    ...client,
    ask: async <A>(question: Question): Promise<A> => {
      const began = performance.now();
      const answer = await client.ask<A>(question);
      note(question, began);
      return answer;
    },
    stream: <A>(question: Question): AsyncIterable<A> => {
      const began = performance.now();
      const answered = (): void => {
        note(question, began);
        question.answered?.();
      };
      return client.stream<A>({ ...question, answered });
    }
  };
};
