import type { Instant } from './core.js';
import type { Files } from './Files.js';

/** A stream that a command writes to. Writing never throws: `done` tells how it went. */
export interface Output {
  readonly isTerminal: boolean;
  /** The width of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
  readonly write: (text: string) => void;
  /** Resolves when everything written has been handed over, with the system's error code where that failed. */
  readonly done: () => Promise<string | undefined>;
}

/** Standard input. */
export interface Input {
  readonly isTerminal: boolean;
  readonly read: (limit: number) => Promise<Uint8Array>;
}

/** The process, for commands that run until they are told to end. */
export interface Process {
  /** Standard error as a stream. */
  readonly stderr: {
    readonly isTTY?: boolean;
    write(text: string): unknown;
    on(event: 'error', listener: () => void): unknown;
  };
  /** A signal that comes with SIGTERM or SIGINT; from then on, these no longer end the process by themselves. */
  readonly ending: () => AbortSignal;
}

/** Everything that commands need of the world, so that they can be tested without a process. */
export interface Capabilities {
  readonly files: Files;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly now: () => Instant.Instant;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  readonly version: string;
  readonly process: Process;
}
