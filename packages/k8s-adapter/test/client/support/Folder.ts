import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for one test. */
export interface Folder {
  readonly path: string;
  /** Writes a file, and gives its path. */
  write(name: string, text: string): string;
  /** A program that Node runs. */
  program(name: string, script: string): string;
  remove(): void;
}

export const newFolder = (): Folder => {
  const path = mkdtempSync(join(tmpdir(), 'meshfence-client-'));
  const write = (name: string, text: string): string => {
    const file = join(path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const program = (name: string, script: string): string => {
    const file = write(name, `#!${process.execPath}\n${script}`);
    chmodSync(file, 0o755);
    return file;
  };
  return { path, write, program, remove: () => rmSync(path, { recursive: true, force: true }) };
};
