import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A component, with files that hold what it writes. */
export interface Process {
  readonly name: string;
  readonly log: string;
  readonly output: string;
  /** Of the one that runs, or that ran last. */
  readonly pid: number;
  /** How it ended, or undefined while it runs. */
  ended(): string | undefined;
  /** Sends it a signal, if it runs. */
  kill(signal: NodeJS.Signals): void;
  /** Ends it by a signal, and waits for that: SIGKILL follows where it takes too long. */
  end(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again in the same way, when it has ended. What it writes is added to the same files. */
  startAgain(): void;
  stop(): Promise<void>;
}

export interface Command {
  readonly name: string;
  readonly argv: ReadonlyArray<string>;
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly graceSeconds?: number;
}

/** One life of a component. */
interface Life {
  readonly pid: number;
  readonly gone: Promise<void>;
  ended(): string | undefined;
  kill(signal: NodeJS.Signals): void;
}

const begin = ({ argv, env = {} }: Command, output: string, log: string): Life => {
  const files = [openSync(output, 'a'), openSync(log, 'a')];
  const [command = '', ...args] = argv;
  const child = spawn(command, args, { stdio: ['ignore', ...files], env: { ...process.env, ...env } });
  files.forEach(closeSync);
  let end: string | undefined;
  const gone = new Promise<void>(resolve => {
    child.on('error', error => resolve(void (end = error.message)));
    child.on('exit', (code, signal) => resolve(void (end = signal ?? `exit ${String(code)}`)));
  });
  const kill = (signal: NodeJS.Signals): void => void (end === undefined && child.kill(signal));
  return { pid: child.pid ?? -1, gone, ended: () => end, kill };
};

/** Starts a component. What it prints goes to FOLDER/NAME.out, what it complains about to FOLDER/NAME.log. */
export const startProcess = (command: Command): Process => {
  const { name, folder, graceSeconds = 5 } = command;
  const [log, output] = [join(folder, `${name}.log`), join(folder, `${name}.out`)];
  let life = begin(command, output, log);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    life.kill(signal);
    // One that was halted could not hear of anything else.
    life.kill('SIGCONT');
    const late = setTimeout(() => life.kill('SIGKILL'), graceSeconds * 1000);
    await life.gone;
    clearTimeout(late);
  };
  const startAgain = (): void => {
    if (life.ended() === undefined) throw new Error(`${name} is running.`);
    life = begin(command, output, log);
  };
  return {
    name,
    log,
    output,
    get pid() {
      return life.pid;
    },
    ended: () => life.ended(),
    kill: signal => life.kill(signal),
    end,
    startAgain,
    stop: () => end('SIGTERM')
  };
};

/** The end of what a component has written. */
export const lastWords = ({ log, output }: Process, lines = 15): string =>
  [output, log]
    .map(file => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n'))
    .filter(text => text !== '')
    .join('\n');
