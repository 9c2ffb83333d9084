import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A running component, with files that hold what it writes. */
export interface Process {
  readonly name: string;
  readonly log: string;
  readonly output: string;
  readonly pid: number;
  /** How it ended, or undefined while it runs. */
  ended(): string | undefined;
  stop(): Promise<void>;
}

export interface Command {
  readonly name: string;
  readonly argv: ReadonlyArray<string>;
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly graceSeconds?: number;
}

/** Starts a component. What it prints goes to FOLDER/NAME.out, what it complains about to FOLDER/NAME.log. */
export const startProcess = ({ name, argv, folder, env = {}, graceSeconds = 5 }: Command): Process => {
  const [log, output] = [join(folder, `${name}.log`), join(folder, `${name}.out`)];
  const files = [openSync(output, 'a'), openSync(log, 'a')];
  const [command = '', ...args] = argv;
  const child = spawn(command, args, { stdio: ['ignore', ...files], env: { ...process.env, ...env } });
  files.forEach(closeSync);
  let end: string | undefined;
  const gone = new Promise<void>(resolve => {
    child.on('error', error => resolve(void (end = error.message)));
    child.on('exit', (code, signal) => resolve(void (end = signal ?? `exit ${String(code)}`)));
  });
  const stop = async (): Promise<void> => {
    if (end === undefined) child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), graceSeconds * 1000);
    await gone;
    clearTimeout(late);
  };
  return { name, log, output, pid: child.pid ?? -1, ended: () => end, stop };
};

/** The end of what a component has written. */
export const lastWords = ({ log, output }: Process, lines = 15): string =>
  [output, log]
    .map(file => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n'))
    .filter(text => text !== '')
    .join('\n');
