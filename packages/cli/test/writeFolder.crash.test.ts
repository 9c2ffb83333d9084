import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Files } from '../src/Files.js';
import { nodeFiles } from '../src/node/nodeFiles.js';
import { writeFolder } from '../src/output/folder/writeFolder.js';

const made: Array<string> = [];

const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'meshfence-crash-'));
  made.push(folder);
  return folder;
};

afterEach(() => made.splice(0).forEach(folder => rmSync(folder, { recursive: true })));

class Killed extends Error {}

/** The real file system until the given change to it, which never happens; nor does anything after it. */
const killedAt = (count: number): Files => {
  let left = count;
  const change =
    <A extends ReadonlyArray<unknown>, B>(run: (...parameters: A) => Promise<B>) =>
    async (...parameters: A): Promise<B> => {
      if (left <= 0) throw new Killed();
      left -= 1;
      return run(...parameters);
    };
  const f = nodeFiles;
  return {
    ...f,
    write: change(f.write),
    makeFolder: change(f.makeFolder),
    makeTemporary: change(f.makeTemporary),
    rename: change(f.rename),
    link: change(f.link),
    copy: change(f.copy),
    copyMode: change(f.copyMode),
    removeFile: change(f.removeFile),
    removeFolder: change(f.removeFolder)
  };
};

const snapshot = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name !== '.meshfence.json' && statSync(join(folder, name)).isFile())
    .sort()
    .map(name => `${name}=${readFileSync(join(folder, name), 'utf8')}`)
    .join(' ');

const old = new Map([
  ['a.yaml', 'a1'],
  ['b.yaml', 'b1'],
  ['c.yaml', 'c1']
]);
const fresh = new Map([
  ['a.yaml', 'a2'],
  ['b.yaml', 'b1'],
  ['d.yaml', 'd1']
]);
const before = 'README.md=mine a.yaml=a1 b.yaml=b1 c.yaml=c1 deep/er/x.md=mine too';
const after = 'README.md=mine a.yaml=a2 b.yaml=b1 d.yaml=d1 deep/er/x.md=mine too';

/** A folder with our files and others', and what it is when a second run is killed at a change. */
const crash = async (at: number) => {
  const workingFolder = temporary();
  const out = join(workingFolder, 'out');
  await mkdir(join(out, 'deep/er'), { recursive: true });
  await writeFile(join(out, 'README.md'), 'mine');
  await writeFile(join(out, 'deep/er/x.md'), 'mine too');
  await writeFolder({ files: nodeFiles, workingFolder }, out, old, false);
  const ended = await writeFolder({ files: killedAt(at), workingFolder }, out, fresh, false).then(
    () => 'done' as const,
    (error: unknown) => error
  );
  const there = readdirSync(workingFolder).includes('out');
  const found = there ? snapshot(out) : 'aside';
  await writeFolder({ files: nodeFiles, workingFolder }, out, fresh, false);
  return { ended, found, rerun: snapshot(out) };
};

test('a run killed at any moment leaves the old folder or the new one, and the next run ends well', async () => {
  const found: Array<string> = [];
  for (let at = 0, going = true; going; at++) {
    const { ended, found: state, rerun } = await crash(at);
    if (ended !== 'done') expect(ended).toBeInstanceOf(Killed);
    going = ended !== 'done';
    found.push(state);
    expect(rerun).toBe(after);
  }
  // Aside only between the two renames, which nothing of this process can separate.
  const aside = found.indexOf('aside');
  expect(found.slice(0, aside)).toEqual(found.slice(0, aside).map(() => before));
  expect(found.slice(aside + 1)).toEqual(found.slice(aside + 1).map(() => after));
  expect(aside).toBeGreaterThan(5);
  expect(found.length - aside).toBeGreaterThan(5);
});

test('a disk that refuses at any moment leaves the folder whole, and nothing beside it', async () => {
  const refused = Object.assign(new Error('full'), { code: 'ENOSPC' });
  for (let at = 0; at < 12; at++) {
    const workingFolder = temporary();
    const out = join(workingFolder, 'out');
    await writeFolder({ files: nodeFiles, workingFolder }, out, old, false);
    let left = at;
    const refuse =
      <A extends ReadonlyArray<unknown>>(run: (...parameters: A) => Promise<void>) =>
      async (...parameters: A): Promise<void> => {
        left -= 1;
        if (left === -1) throw refused;
        return run(...parameters);
      };
    const { write, link, rename, copyMode } = nodeFiles;
    const full: Files = {
      ...nodeFiles,
      write: refuse(write),
      link: refuse(link),
      rename: refuse(rename),
      copyMode: refuse(copyMode)
    };
    const ended = await writeFolder({ files: full, workingFolder }, out, fresh, false).then(
      () => 'done',
      (error: Error) => error.message
    );
    const complete = ended === 'done' ? 'a.yaml=a2 b.yaml=b1 d.yaml=d1' : 'a.yaml=a1 b.yaml=b1 c.yaml=c1';
    expect([ended, snapshot(out)]).toEqual([
      at < 7 ? `${out} cannot be written: no space left on the device.` : 'done',
      complete
    ]);
    expect(readdirSync(workingFolder)).toEqual(['out']);
  }
});

test('what is carried over is the same file as before, with the mode of its folder', async () => {
  const workingFolder = temporary();
  const out = join(workingFolder, 'out');
  await mkdir(join(out, 'deep'), { recursive: true, mode: 0o750 });
  await writeFile(join(out, 'deep/x.md'), 'mine');
  const inode = statSync(join(out, 'deep/x.md')).ino;
  await writeFolder({ files: nodeFiles, workingFolder }, out, fresh, false);
  expect(statSync(join(out, 'deep/x.md')).ino).toBe(inode);
  expect(statSync(join(out, 'deep')).mode & 0o777).toBe(0o750);
  expect(statSync(out).mode & 0o777).toBe(0o750);
});
