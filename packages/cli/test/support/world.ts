import type { Capabilities, Output } from '../../src/Capabilities.js';
import { run } from '../../src/run.js';
import { memoryFiles } from './memoryFiles.js';
import type { Content, MemoryFiles } from './memoryFiles.js';

/** A world in memory, and what was written to it. */
export interface World {
  readonly files: MemoryFiles;
  readonly capabilities: Capabilities;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

export interface WorldOptions {
  readonly files?: Readonly<Record<string, Content>>;
  readonly stdin?: string | Uint8Array;
  readonly terminal?: boolean;
  readonly columns?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly broken?: string;
}

const output = (
  terminal: boolean,
  columns: number | undefined,
  broken?: string
): Output & { text: string } => ({
  text: '',
  isTerminal: terminal,
  columns,
  write(text) {
    this.text += text;
  },
  done: async () => broken
});

/** The instant that tests take for the present: 2026-03-08T00:00:00Z. */
export const present = Date.UTC(2026, 2, 8);

export const world = (options: WorldOptions = {}): World => {
  const files = memoryFiles(options.files);
  const stdout = output(options.terminal ?? false, options.columns, options.broken);
  const stderr = output(options.terminal ?? false, options.columns);
  const stdin = options.stdin ?? '';
  return {
    files,
    stdout: () => stdout.text,
    stderr: () => stderr.text,
    capabilities: {
      files,
      stdin: {
        isTerminal: false,
        read: async () => (typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin)
      },
      stdout,
      stderr,
      now: () => present,
      environment: options.environment ?? {},
      workingFolder: '/project',
      version: '1.2.3',
      process: {
        stderr: { write: text => stderr.write(text), on: () => undefined },
        ending: () => AbortSignal.abort()
      }
    }
  };
};

/** What a command line did in a world. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly files: MemoryFiles;
}

/** Runs a command line, in a fresh world or in one that is there. */
export const meshfence = async (words: ReadonlyArray<string>, options: WorldOptions = {}): Promise<Ran> => {
  const { capabilities, stdout, stderr, files } = world(options);
  const code = await run('meshfence', words, capabilities);
  return { code, stdout: stdout(), stderr: stderr(), files };
};
