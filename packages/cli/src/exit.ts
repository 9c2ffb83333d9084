/** How a run ended, as its exit code says it. */
export const exit = {
  /** Everything asked for was done. */
  done: 0,
  /** Findings: a difference, or errors in the input. */
  findings: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** A file, folder or stream that is needed could not be reached. */
  unreachable: 3
} as const;

export type Exit = (typeof exit)[keyof typeof exit];

/** What stood in the way, where, and what to do about it. */
export interface Problem {
  readonly what: string;
  readonly remedy: string;
}

/** The end of a command that cannot go on. The only thing that commands throw; `run` prints it. */
export class Failure extends Error {
  readonly exit: Exit;
  readonly problems: ReadonlyArray<Problem>;

  constructor(code: Exit, problems: ReadonlyArray<Problem>) {
    super(problems.map(problem => problem.what).join('\n'));
    this.exit = code;
    this.problems = problems;
  }
}

/** The failure of one problem. */
export const failure = (code: Exit, what: string, remedy: string): Failure =>
  new Failure(code, [{ what, remedy }]);
