import type { Read } from './Read.js';

/** An answer, and all that was looked at to find it: directly, and by way of other answers. */
export interface Cell<A> {
  readonly value: A;
  readonly reads: ReadonlyArray<Read>;
  readonly cells: ReadonlyArray<Cell<unknown>>;
}

/** Writes down what is looked at while an answer is worked out. */
export interface Recorder {
  readonly note: (read: Read) => void;
  readonly record: <A>(make: () => A) => Cell<A>;
  /** The value of an answer that is known already; who is being recorded depends on it. */
  readonly use: <A>(cell: Cell<A>) => A;
}

interface Page {
  readonly reads: Read[];
  readonly cells: Cell<unknown>[];
}

/** A recorder for one line of states. What is noted while nothing is recorded is forgotten. */
export const recorder = (): Recorder => {
  let open: Page | undefined;
  return {
    note: read => {
      open?.reads.push(read);
    },
    record: make => {
      const outer = open;
      const page: Page = { reads: [], cells: [] };
      open = page;
      const value = make();
      open = outer;
      return { value, ...page };
    },
    use: cell => {
      open?.cells.push(cell);
      return cell.value;
    }
  };
};

/** Answers by two texts. */
export type Memo<A> = Map<string, Map<string, Cell<A>>>;

/** A function of two texts that remembers its answers, and what they depend on. */
export const remembered =
  <A>({ record, use }: Recorder, memo: Memo<A>, make: (a: string, b: string) => A) =>
  (a: string, b: string): A => {
    const ofB = memo.get(b) ?? new Map<string, Cell<A>>();
    if (ofB.size === 0) memo.set(b, ofB);
    const known = ofB.get(a);
    if (known !== undefined) return use(known);
    const cell = record(() => make(a, b));
    ofB.set(a, cell);
    return use(cell);
  };
