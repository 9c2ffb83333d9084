import { expect, test } from 'vitest';
import { expandPaths } from '../src/input/expandPaths.js';
import type { Expanded } from '../src/input/expandPaths.js';
import { memoryFiles } from './support/memoryFiles.js';
import type { Content } from './support/memoryFiles.js';

const expand = (
  contents: Readonly<Record<string, Content>>,
  paths: ReadonlyArray<string>
): Promise<Expanded> => expandPaths({ files: memoryFiles(contents), workingFolder: '/project' }, paths);

test('a folder stands for its manifests, sorted, without hidden folders and node_modules', async () => {
  const contents = {
    'mesh/b.yaml': '',
    'mesh/a.YML': '',
    'mesh/c.json': '',
    'mesh/readme.md': '',
    'mesh/.git/x.yaml': '',
    'mesh/.x.yaml': '',
    'mesh/node_modules/p/x.yaml': '',
    'mesh/deep/d.yaml': ''
  };
  expect(await expand(contents, ['mesh'])).toEqual({
    paths: ['mesh/a.YML', 'mesh/b.yaml', 'mesh/c.json', 'mesh/deep/d.yaml'],
    problems: []
  });
});

test('a file is read once, however many ways lead to it', async () => {
  const contents = { 'mesh/a.yaml': '' };
  const paths = ['mesh', './mesh/a.yaml', '/project/mesh/a.yaml', 'mesh/*.yaml', '-', '-'];
  expect((await expand(contents, paths)).paths).toEqual(['-', 'mesh/a.yaml']);
});

test('links to files are read as in a mounted ConfigMap; linked folders are not entered', async () => {
  const contents = {
    'mesh/..data/real.yaml': '',
    'mesh/real.yaml': { to: '..data/real.yaml' },
    'mesh/gone.yaml': { to: 'nowhere.yaml' },
    'mesh/circle': { to: '.' }
  };
  expect((await expand(contents, ['mesh'])).paths).toEqual(['mesh/real.yaml']);
});

test('a name that exists is no glob, whatever characters it has', async () => {
  expect((await expand({ 'a[1].yaml': '', 'a1.yaml': '' }, ['a[1].yaml'])).paths).toEqual(['a[1].yaml']);
});

test('all that leads nowhere is reported at once', async () => {
  const { problems } = await expand({ 'empty/readme.md': '' }, ['empty', 'gone.yaml', 'x/*.yaml']);
  expect(problems.map(({ what }) => what)).toEqual([
    'empty holds no manifests.',
    'gone.yaml does not exist.',
    'No file matches x/*.yaml.'
  ]);
});

test('a folder that we write is no input, unless it is named itself', async () => {
  const contents = {
    'mesh/a.yaml': '',
    'mesh/out/.meshfence.json': '{}',
    'mesh/out/sidecar.yaml': '',
    'mesh/out/deep/x.yaml': ''
  };
  expect((await expand(contents, ['mesh'])).paths).toEqual(['mesh/a.yaml']);
  expect((await expand(contents, ['mesh/out'])).paths).toEqual([
    'mesh/out/deep/x.yaml',
    'mesh/out/sidecar.yaml'
  ]);
});
