import { mkdir, mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followFile } from '../../src/files/followFile.js';

let folder: string;
let ending: AbortController;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meshfence-files-'));
  ending = new AbortController();
});

afterEach(async () => {
  ending.abort();
  await rm(folder, { recursive: true, force: true });
});

const following = (path: string) => {
  const told: Array<string> = [];
  const { first } = followFile(
    path,
    { read: text => void told.push(text), unreadable: ({ message }) => void told.push(`? ${message}`) },
    ending.signal
  );
  return { told, first };
};

const until = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 10 });

test('a file is read, and read again when it is written over or another takes its place', async () => {
  const path = join(folder, 'config.yaml');
  await writeFile(path, 'one');
  const { first, told } = following(path);
  await first;
  expect(told).toEqual(['one']);
  await writeFile(join(folder, 'next'), 'two');
  await rename(join(folder, 'next'), path);
  await until(() => expect(told).toEqual(['one', 'two']));
  await writeFile(join(folder, 'next'), 'two');
  await rename(join(folder, 'next'), path);
  await writeFile(join(folder, 'next'), 'three');
  await rename(join(folder, 'next'), path);
  await until(() => expect(told).toEqual(['one', 'two', 'three']));
});

test('a mounted ConfigMap is swapped as a link to a folder', async () => {
  const version = async (name: string, text: string): Promise<void> => {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'config.yaml'), text);
    await symlink(name, join(folder, '..data.new'));
    await rename(join(folder, '..data.new'), join(folder, '..data'));
  };
  await version('..1', 'one');
  await symlink(join('..data', 'config.yaml'), join(folder, 'config.yaml'));
  const { first, told } = following(join(folder, 'config.yaml'));
  await first;
  await version('..2', 'two');
  await until(() => expect(told).toEqual(['one', 'two']));
});

test('a file that cannot be read is told of once, and read when it is there', async () => {
  const path = join(folder, 'config.yaml');
  const { first, told } = following(path);
  await first;
  expect(told).toEqual([`? ENOENT: no such file or directory, open '${path}'`]);
  await writeFile(join(folder, 'other'), '');
  await new Promise(resolve => setTimeout(resolve, 100));
  expect(told).toHaveLength(1);
  await writeFile(join(folder, 'next'), 'one');
  await rename(join(folder, 'next'), path);
  await until(() => expect(told.at(-1)).toBe('one'));
  await unlink(path);
  await until(() => expect(told).toHaveLength(3));
  expect(told[2]).toContain('ENOENT');
});

test('a folder that is not there yet is waited for', async () => {
  const path = join(folder, 'later', 'config.yaml');
  const { first, told } = following(path);
  await first;
  await mkdir(join(folder, 'later'));
  await writeFile(path, 'one');
  await until(() => expect(told.at(-1)).toBe('one'));
});

test('nothing is told after the end', async () => {
  const path = join(folder, 'config.yaml');
  await writeFile(path, 'one');
  const { first, told } = following(path);
  await first;
  ending.abort();
  await writeFile(path, 'two');
  await new Promise(resolve => setTimeout(resolve, 200));
  expect(told).toEqual(['one']);
});
