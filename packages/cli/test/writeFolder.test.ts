import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Failure } from '../src/exit.js';
import { writeFolder } from '../src/output/folder/writeFolder.js';
import type { Written } from '../src/output/folder/writeFolder.js';
import { memoryFiles } from './support/memoryFiles.js';
import type { Content, MemoryFiles } from './support/memoryFiles.js';

const tree = (texts: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(texts));

const write = (
  files: MemoryFiles,
  texts: Readonly<Record<string, string>>,
  { folder = 'out', force = false } = {}
): Promise<Written> => writeFolder({ files, workingFolder: '/project' }, folder, tree(texts), force);

const problemsOf = async (written: Promise<unknown>): Promise<ReadonlyArray<string>> => {
  const error: unknown = await written.catch((caught: unknown) => caught);
  return error instanceof Failure ? [`exit ${error.exit}`, ...error.problems.map(({ what }) => what)] : [];
};

const visible = (files: MemoryFiles): Readonly<Record<string, string>> => {
  return Object.fromEntries(
    Object.entries(files.texts('out')).filter(([name]) => name !== '.meshfence.json')
  );
};

/** A folder that holds a and b of ours. */
const written = async (contents: Readonly<Record<string, Content>> = {}): Promise<MemoryFiles> => {
  const files = memoryFiles(contents);
  await write(files, { 'a.yaml': 'a1', 'b.yaml': 'b1' });
  return files;
};

/** A person's change to a file. */
const edit = async (files: MemoryFiles, path: string, text: string): Promise<void> => {
  if ((await files.kindOf(path)) !== undefined) await files.removeFile(path);
  await files.write(path, text);
};

const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

test('a folder that does not exist is made, with a manifest of what we wrote', async () => {
  const files = await written();
  expect(files.texts('out')).toEqual({
    'a.yaml': 'a1',
    'b.yaml': 'b1',
    '.meshfence.json': `{
  "version": 1,
  "files": {
    "a.yaml": "${sha256('a1')}",
    "b.yaml": "${sha256('b1')}"
  }
}
`
  });
});

test('what is no longer wanted goes, what is not ours stays, also in folders below', async () => {
  const files = await written({
    'out/README.md': 'mine',
    'out/deep/er/x.yaml': 'mine too',
    'out/link': { to: 'README.md' }
  });
  await write(files, { 'a.yaml': 'a2', 'c.yaml': 'c1' });
  expect(visible(files)).toEqual({
    'a.yaml': 'a2',
    'c.yaml': 'c1',
    'README.md': 'mine',
    'deep/er/x.yaml': 'mine too'
  });
  expect(await files.kindOf('out/link')).toBe('file');
});

test('nothing is left beside the folder', async () => {
  const files = await written();
  await write(files, { 'c.yaml': 'c1' });
  expect((await files.list('/project')).map(({ name }) => name)).toEqual(['out']);
});

test('a folder that is up to date is not touched', async () => {
  const files = await written();
  const before = new Map(files.nodes);
  expect((await write(files, { 'a.yaml': 'a1', 'b.yaml': 'b1' })).changed).toBe(false);
  expect(files.nodes).toEqual(before);
});

test('a file of another with a name that we want is not overwritten, not even by force', async () => {
  const files = memoryFiles({ 'out/a.yaml': 'mine' });
  const problem = ['exit 1', 'out/a.yaml was not written by meshfence, and is not overwritten.'];
  expect(await problemsOf(write(files, { 'a.yaml': 'a1' }))).toEqual(problem);
  expect(await problemsOf(write(files, { 'a.yaml': 'a1' }, { force: true }))).toEqual(problem);
  expect(files.texts('out')).toEqual({ 'a.yaml': 'mine' });
});

test('a folder that has a name that we want is in the way too', async () => {
  const files = memoryFiles({ 'out/a.yaml/x': '' });
  expect(await problemsOf(write(files, { 'a.yaml': 'a1' }))).toHaveLength(2);
});

test('a file that holds already what we would write becomes ours', async () => {
  const files = memoryFiles({ 'out/a.yaml': 'a1' });
  expect((await write(files, { 'a.yaml': 'a1' })).plan.keep).toEqual(['a.yaml']);
  await write(files, {});
  expect(visible(files)).toEqual({});
});

test('an edited file of ours is neither overwritten nor deleted, unless by force', async () => {
  const files = await written();
  await edit(files, 'out/a.yaml', 'edited');
  const problem = ['exit 1', 'out/a.yaml was changed since meshfence wrote it, and is not overwritten.'];
  expect(await problemsOf(write(files, { 'a.yaml': 'a2', 'b.yaml': 'b2' }))).toEqual(problem);
  expect(await problemsOf(write(files, {}))).toEqual(problem);
  expect(visible(files)).toEqual({ 'a.yaml': 'edited', 'b.yaml': 'b1' });
  await write(files, { 'a.yaml': 'a2' }, { force: true });
  expect(visible(files)).toEqual({ 'a.yaml': 'a2' });
});

test('an edit that we would make ourselves is welcome', async () => {
  const files = await written();
  await edit(files, 'out/a.yaml', 'a2');
  await write(files, { 'a.yaml': 'a2', 'b.yaml': 'b1' });
  expect(visible(files)).toEqual({ 'a.yaml': 'a2', 'b.yaml': 'b1' });
});

test('a file of ours that somebody deleted is written again', async () => {
  const files = await written();
  await files.removeFile('out/a.yaml');
  await write(files, { 'a.yaml': 'a1', 'b.yaml': 'b1' });
  expect(visible(files)).toEqual({ 'a.yaml': 'a1', 'b.yaml': 'b1' });
});

test.each([
  '{',
  '[]',
  '{"version":2,"files":{}}',
  '{"version":1,"files":{"../x":"sha256:0"}}',
  '{"version":1,"files":{"a":1}}'
])('the damaged manifest %s stops everything', async text => {
  const files = memoryFiles({ 'out/.meshfence.json': text });
  expect(await problemsOf(write(files, { 'a.yaml': 'a1' }))).toEqual([
    'exit 1',
    '/project/out/.meshfence.json is damaged: it does not list files and their hashes.'
  ]);
});

test('the working folder, or one that holds it, is refused', async () => {
  for (const folder of ['.', '..', '/']) {
    expect(await problemsOf(write(memoryFiles(), {}, { folder }))).toEqual([
      'exit 2',
      `${folder} holds the working folder, so it cannot be replaced as a whole.`
    ]);
  }
});

test('a file is no folder', async () => {
  expect(await problemsOf(write(memoryFiles({ out: '' }), {}))).toEqual([
    'exit 2',
    'out is a file, not a folder.'
  ]);
});

test('a linked folder is replaced where it really is, and the link stays', async () => {
  const files = memoryFiles({ 'real/x.md': 'mine', out: { to: 'real' } });
  await write(files, { 'a.yaml': 'a1' });
  expect(Object.keys(files.texts('real'))).toEqual(['.meshfence.json', 'a.yaml', 'x.md']);
});

test('what the system refuses is told in words', async () => {
  const files = await written();
  const refusing: MemoryFiles = {
    ...files,
    makeTemporary: async () => {
      throw Object.assign(new Error('no'), { code: 'EACCES' });
    }
  };
  expect(await problemsOf(write(refusing, { 'a.yaml': 'a2' }))).toEqual([
    'exit 3',
    'out cannot be written: permission denied.'
  ]);
});

test('where files can have no second name they are copied', async () => {
  const files = await written({ 'out/README.md': 'mine' });
  const linkless: MemoryFiles = {
    ...files,
    link: async () => {
      throw Object.assign(new Error('no'), { code: 'EPERM' });
    }
  };
  await write(linkless, { 'a.yaml': 'a2' });
  expect(visible(files)).toEqual({ 'a.yaml': 'a2', 'README.md': 'mine' });
});

test('a file that arrives in the old folder meanwhile is kept, and its place is told', async () => {
  const files = await written();
  const busy: MemoryFiles = {
    ...files,
    rename: async (from, to) => {
      await files.rename(from, to);
      if (to.endsWith('/old')) await files.write(`${to}/late.md`, 'late');
    }
  };
  const { notes } = await write(busy, { 'a.yaml': 'a2' });
  expect(notes).toEqual(['Files that came into out meanwhile are kept in /project/.out.meshfence-2/old.']);
  expect(files.texts('.out.meshfence-2')).toEqual({ 'old/late.md': 'late' });
});
