import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

/** File name to text. */
export type Texts = ReadonlyMap<string, string>;

const updating = process.env['UPDATE_GOLDEN'] === '1';

const filesIn = (folder: string): ReadonlyArray<string> =>
  existsSync(folder) ? readdirSync(folder).sort() : [];

const rewrite = (folder: string, texts: Texts): void => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of texts) writeFileSync(join(folder, name), text);
};

/**
 * Compares the texts with the files of a folder, byte for byte.
 *
 * A file that nothing produces any more fails too. `UPDATE_GOLDEN=1` rewrites the folder.
 */
export const expectGolden = (golden: string, texts: Texts): void => {
  if (updating) rewrite(golden, texts);
  expect(filesIn(golden)).toEqual([...texts.keys()].sort());
  for (const [name, text] of texts) expect(text, name).toBe(readFileSync(join(golden, name), 'utf8'));
};
