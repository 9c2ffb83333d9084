import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { meshfence } from './support/world.js';

const shellOf = (name: string): boolean => spawnSync(name, ['-c', 'exit 0']).status === 0;

let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meshfence-completion-'));
  for (const shell of ['bash', 'zsh', 'fish']) {
    writeFileSync(join(folder, shell), (await meshfence(['completion', shell])).stdout);
  }
  mkdirSync(join(folder, 'work/my folder'), { recursive: true });
  writeFileSync(join(folder, 'work/mesh one.yaml'), '');
  writeFileSync(join(folder, 'work/mesh.json'), '');
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What bash offers for the last of the words; `--option=value` comes as bash splits it. */
const complete = (...words: ReadonlyArray<string>): ReadonlyArray<string> => {
  const script = `
    source "$1"; shift
    COMP_WORDS=(meshfence "$@"); COMP_CWORD=$#
    _meshfence
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const out = execFileSync('bash', ['--norc', '-c', script, 'bash', join(folder, 'bash'), ...words], {
    cwd: join(folder, 'work'),
    encoding: 'utf8'
  });
  return out.split('\n').filter(line => line !== '');
};

test.each<readonly [ReadonlyArray<string>, ReadonlyArray<string>]>([
  [['co'], ['compile', 'controller', 'completion']],
  [
    [''],
    ['compile', 'validate', 'explain', 'install', 'uninstall', 'controller', 'als', 'completion', 'help']
  ],
  [['--v'], ['--version']],
  [
    ['compile', '-o', ''],
    ['yaml', 'json', 'human']
  ],
  [['compile', '--output', 'h'], ['human']],
  [['compile', '--output', '=', 'ya'], ['yaml']],
  [
    ['compile', '--output', '='],
    ['yaml', 'json', 'human']
  ],
  [['validate', '-o', 's'], ['sarif']],
  [
    ['compile', '--out'],
    ['--output', '--out-dir']
  ],
  [['compile', '--out-dir', ''], ['my folder']],
  [['compile', '--now', ''], []],
  [
    ['compile', 'mesh'],
    ['mesh one.yaml', 'mesh.json']
  ],
  [['compile', 'mesh.json', '--edges', 'mesh.'], ['mesh.json']],
  [['explain', ''], []],
  [['explain', 'a/b', '-f', 'mesh.json', 'mesh.'], ['mesh.json']],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish']
  ],
  [['help', 'ex'], ['explain']]
])('in bash, %j offers %j', (words, offered) => {
  expect([...complete(...words)].sort()).toEqual([...offered].sort());
});

test('bash completes nothing that the program does not know', async () => {
  for (const option of complete('compile', '--')) {
    const { stderr } = await meshfence(['compile', option, '--help']);
    expect(stderr).not.toContain('unknown option');
  }
});

test.skipIf(!shellOf('zsh'))('the script for zsh is one', () => {
  expect(spawnSync('zsh', ['-n', join(folder, 'zsh')], { encoding: 'utf8' }).stderr).toBe('');
});

test.skipIf(!shellOf('fish'))('fish offers values and commands', () => {
  const offered = (line: string): string =>
    execFileSync(
      'fish',
      ['--no-config', '-c', `source ${join(folder, 'fish')}; complete -C ${JSON.stringify(line)}`],
      {
        encoding: 'utf8'
      }
    );
  expect(offered('meshfence compile -o ')).toBe('human\njson\nyaml\n');
  expect(offered('meshfence val')).toContain('validate');
});

/** The script without what stands in quotes and comments, where brackets mean nothing. */
const bare = (script: string): string =>
  script
    .replaceAll("'\\''", '')
    .replace(/'(?:[^'\\]|\\.)*'/g, '')
    .replace(/^\s*#.*$/gm, '');

test.each(['zsh', 'fish'])('quotes and brackets of the script for %s are in pairs', async shell => {
  const script = bare((await meshfence(['completion', shell])).stdout);
  expect(script).not.toContain("'");
  expect(script.split('[').length).toBe(script.split(']').length);
  expect(script.split('(').length - script.split(')').length).toBeLessThanOrEqual(0);
});
