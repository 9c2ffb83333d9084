import { spawn } from 'node:child_process';

/** How a command ended, and what it printed. */
export interface Ended {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly seconds?: number;
}

/** Runs a command to its end, whatever its exit code is. */
export const run = (argv: ReadonlyArray<string>, options: RunOptions = {}): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const [command = '', ...args] = argv;
    const timeout = options.seconds === undefined ? {} : { timeout: options.seconds * 1000 };
    const child = spawn(command, args, timeout);
    const stdout: Array<Buffer> = [];
    const stderr: Array<Buffer> = [];
    child.stdout.on('data', (part: Buffer) => stdout.push(part));
    child.stderr.on('data', (part: Buffer) => stderr.push(part));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal === null)
        resolve({
          code: code ?? -1,
          stdout: Buffer.concat(stdout),
          stderr: Buffer.concat(stderr).toString()
        });
      else reject(new Error(`${argv.join(' ')} was ended by ${signal}: ${Buffer.concat(stderr).toString()}`));
    });
    // A command may end before it has read all of its input.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input);
  });

/** What a command prints; one that fails is an error with its own words. */
export const must = async (argv: ReadonlyArray<string>, options: RunOptions = {}): Promise<string> => {
  const { code, stdout, stderr } = await run(argv, options);
  if (code !== 0) throw new Error(`${argv.join(' ')} failed (exit ${code}): ${stderr || stdout.toString()}`);
  return stdout.toString();
};
