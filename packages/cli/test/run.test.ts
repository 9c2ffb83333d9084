import { expect, test } from 'vitest';
import { programName } from '../src/programName.js';
import { run } from '../src/run.js';
import { bookinfo } from './support/bookinfo.js';
import { meshfence, world } from './support/world.js';

test('all that cannot be reached is told at once, and nothing is compiled without it', async () => {
  const files = { ...bookinfo, 'secret.yaml': { unreadable: true } as const, 'empty/readme.md': '' };
  expect(await meshfence(['compile', 'mesh', 'gone.yaml', 'empty', 'x/*.yml'], { files })).toMatchObject({
    code: 3,
    stdout: '',
    stderr: `error: gone.yaml does not exist.
  = remedy: Check the name; it is looked for from the working folder.
error: empty holds no manifests.
  = remedy: Files that end in .yaml, .yml or .json are looked for, also in folders below; hidden folders and node_modules are left out.
error: No file matches x/*.yml.
  = remedy: Patterns know *, ** (folders at any depth), ?, [abc] and {a,b}; they start from the working folder.
`
  });
  expect(await meshfence(['compile', 'mesh', 'secret.yaml'], { files })).toMatchObject({
    code: 3,
    stdout: '',
    stderr: `error: secret.yaml cannot be read: permission denied.
  = remedy: Check its permissions, or leave it out.
`
  });
});

test('empty standard input is told', async () => {
  expect(await meshfence(['compile', '-'], { stdin: ' \n' })).toMatchObject({
    code: 3,
    stderr: `error: Standard input is empty.
  = remedy: Pipe manifests in, for example: kubectl get services,servicefences -A -o yaml | meshfence compile -
`
  });
});

test('a name cannot play with the terminal', async () => {
  const { stderr } = await meshfence(['compile', '\u001bcx.yaml']);
  expect(stderr).toMatch(/^error: \\u001bcx.yaml does not exist\./);
});

test('a reader that has gone away has what it wanted', async () => {
  expect((await meshfence(['compile', 'mesh'], { files: bookinfo, broken: 'EPIPE' })).code).toBe(0);
});

test('a result that cannot be written is told', async () => {
  expect(await meshfence(['compile', 'mesh'], { files: bookinfo, broken: 'ENOSPC' })).toMatchObject({
    code: 3,
    stderr:
      'error: Standard output cannot be written: no space left on the device.\n  = remedy: Check where it goes.\n'
  });
});

test.each([
  [['comple'], "error: unknown command 'comple'\n(Did you mean compile?)\nSee meshfence --help.\n"],
  [['completion', 'tcsh'], "error: command-argument value 'tcsh' is invalid"],
  [[], 'Usage: meshfence [options] [command]\n']
])('%j is wrong usage', async (words, message) => {
  const { code, stdout, stderr } = await meshfence(words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test.each(['compile', 'validate', 'explain', 'completion'])('%s has help with examples', async command => {
  const { code, stdout, stderr } = await meshfence([command, '--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(new RegExp(`^Usage: meshfence ${command} `));
  expect(stdout).toMatch(/\nExamples:\n {2}# .*\n {2}\S/);
  expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
});

test('the version is told', async () => {
  expect(await meshfence(['--version'])).toMatchObject({ code: 0, stdout: '1.2.3\n', stderr: '' });
});

test('as a plugin of kubectl, it is called by that name', async () => {
  expect(programName('/usr/local/bin/kubectl-meshfence')).toBe('kubectl meshfence');
  expect(programName('/usr/local/bin/meshfence')).toBe('meshfence');
  const { capabilities, stdout } = world();
  expect(await run(programName('/usr/bin/kubectl-meshfence'), ['explain', '--help'], capabilities)).toBe(0);
  expect(stdout()).toMatch(/^Usage: kubectl meshfence explain /);
  expect(stdout()).toContain('  kubectl meshfence explain productpage ratings -f manifests/\n');
});

test('progress is shown for many files, and only where somebody watches', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 250 }, (_, index) => [`mesh/${index}.yaml`, ''] as const)
  );
  expect((await meshfence(['compile', '-q', 'mesh'], { files })).stderr).toBe('');
  expect((await meshfence(['compile', '-q', 'mesh'], { files, terminal: true })).stderr).toBe(
    '\rReading 50 of 250 files\rReading 100 of 250 files\rReading 150 of 250 files\rReading 200 of 250 files' +
      '\rReading 250 of 250 files\r\u001b[K'
  );
});
