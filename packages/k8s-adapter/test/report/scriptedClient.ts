import type { Client, Question } from '../../src/client/Client.js';

/** A client whose answers a test gives: what `answer` returns, or throws. It keeps what it is asked. */
export const scriptedClient = (
  answer: (question: Question, count: number) => unknown = () => ({})
): { readonly client: Client; readonly asked: ReadonlyArray<Question> } => {
  const asked: Array<Question> = [];
  const client: Client = {
    server: 'https://api',
    ask: async <A>(question: Question) => {
      asked.push(question);
      return (await answer(question, asked.length)) as A;
    },
    stream: () => {
      throw new Error('Nobody watches here.');
    },
    close: () => Promise.resolve()
  };
  return { client, asked };
};
