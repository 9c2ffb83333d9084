import type { Output } from '../Capabilities.js';

/** A line on the terminal that says how far a long reading has come. */
export interface Progress {
  readonly advance: () => void;
  readonly end: () => void;
}

/** Fewer files than this are read before anyone looks. */
const worthShowing = 200;

/** How many files go between two updates, so that showing progress takes no time itself. */
const stride = 50;

const silent: Progress = { advance: () => undefined, end: () => undefined };

/** The progress of reading so many files; silent for few of them, and wherever nobody watches. */
export const startProgress = (output: Output, total: number): Progress => {
  if (!output.isTerminal || total <= worthShowing) return silent;
  let count = 0;
  return {
    advance: () => {
      count += 1;
      if (count % stride === 0) output.write(`\rReading ${count} of ${total} files`);
    },
    end: () => output.write('\r\u001b[K')
  };
};
