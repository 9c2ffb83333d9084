import type { Instant } from '@meshfence/core';
import type { Asked } from './Told.js';

/** How questions fare, for whoever asks what is wrong. */
export interface Standings {
  /** What became of a question, and what was said of it. */
  note(question: string, result: Asked['result'], notes: ReadonlyArray<string>, at: Instant.Instant): void;
  /** What has been wrong for long, in the same words as long as it is the same. */
  troubles(at: Instant.Instant): ReadonlyArray<string>;
}

interface Trouble {
  readonly since: Instant.Instant;
  readonly words: string;
}

/** No more is said of an error. */
const longest = 300;

const saying: Readonly<Record<Exclude<Asked['result'], 'answered'>, string>> = {
  failed: 'is not answered, and nothing expires meanwhile',
  partial: 'is answered in part, and nothing expires meanwhile'
};

const wordsOf = (result: keyof typeof saying, [note = 'nobody says why']: ReadonlyArray<string>): string =>
  `${saying[result]}: ${note.slice(0, longest).replace(/\.$/, '')}.`;

/** Numbers, such as of times, differ from one time to the next though nothing else does. */
const isAlike = (a: string, b: string): boolean => a.replaceAll(/\d+/g, '0') === b.replaceAll(/\d+/g, '0');

/** What is wrong counts after so many milliseconds without a whole answer. */
export const newStandings = (patience: Instant.Duration): Standings => {
  const all = new Map<string, Trouble>();
  return {
    note: (question, result, notes, at) => {
      if (result === 'answered') return void all.delete(question);
      const words = wordsOf(result, notes);
      const { since, words: before } = all.get(question) ?? { since: at, words };
      all.set(question, { since, words: isAlike(before, words) ? before : words });
    },
    troubles: at =>
      [...all]
        .filter(([, { since }]) => at - since >= patience)
        .map(([question, { words }]) => `The question ${question} ${words}`)
        .toSorted()
  };
};
