import { spawnSync } from 'node:child_process';
import type { SpawnSyncReturns } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bookinfo, brokenFence, sidecars } from './support/bookinfo.js';

const bin = fileURLToPath(new URL('../bin/meshfence.js', import.meta.url));

let folder = '';

const put = (path: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};

const manyFences = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) => `apiVersion: microservice.slime.io/v1alpha1
kind: ServiceFence
metadata: { name: app-${index}, namespace: default }
spec: { enable: true, workloadSelector: { labels: { app: app-${index} } } }
`
  ).join('---\n');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'meshfence-process-'));
  for (const [path, text] of Object.entries(bookinfo)) put(path, text);
  put('broken/ghost.yaml', brokenFence);
  put('binary/x.yaml', new Uint8Array([0, 1, 2, 3]));
  put('many/fences.yaml', manyFences(2000));
  put('many/slimeboot.yaml', bookinfo['mesh/slimeboot.yaml']);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The environment without what decides about colour and formats. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !['GITHUB_ACTIONS', 'FORCE_COLOR', 'NO_COLOR'].includes(name)
  )
);

const start = (command: string, words: ReadonlyArray<string>, input = ''): SpawnSyncReturns<string> =>
  spawnSync(command, words, { cwd: folder, encoding: 'utf8', input, env: environment, maxBuffer: 1 << 28 });

const meshfence = (...words: ReadonlyArray<string>) => start(process.execPath, [bin, ...words]);

/** Runs a line of bash in which `meshfence` is the program. */
const shell = (line: string) =>
  start('bash', [
    '-c',
    `meshfence() { "$NODE" "$BIN" "$@"; }; ${line}`
      .replaceAll('$NODE', process.execPath)
      .replaceAll('$BIN', bin)
  ]);

test('results go to standard output, findings to standard error, and the exit code tells', () => {
  expect(meshfence('compile', 'mesh')).toMatchObject({
    status: 0,
    stdout: Object.values(sidecars).join('---\n'),
    stderr: ''
  });
  const { status, stdout, stderr } = meshfence('compile', 'mesh', 'broken');
  expect({ status, stdout }).toEqual({ status: 1, stdout: Object.values(sidecars).join('---\n') });
  expect(stderr).toContain('error[service-missing]');
});

test('whatever is wrong, there is no stack trace', () => {
  const lines: ReadonlyArray<readonly [number, ReadonlyArray<string>]> = [
    [1, ['validate', 'binary']],
    [2, ['compile', '--nonsense']],
    [2, ['compile', 'mesh', '--out-dir', 'mesh/edges.yaml']],
    [3, ['compile', 'gone']],
    [3, ['compile', '-']],
    [3, ['compile', 'mesh', '--out-dir', 'mesh/edges.yaml/out']],
    [3, ['compile', 'mesh', '--check', 'gone']]
  ];
  for (const [code, words] of lines) {
    const { status, stdout, stderr } = meshfence(...words);
    expect([words, status]).toEqual([words, code]);
    expect(stdout + stderr).toMatch(/error/);
    expect(stdout + stderr).not.toMatch(/\n +at /);
  }
});

test('a folder is written, checked, and nothing stays beside it', () => {
  expect(meshfence('compile', 'mesh', '--out-dir', 'out').status).toBe(0);
  expect(readdirSync(join(folder, 'out'))).toEqual(['.meshfence.json', ...Object.keys(sidecars)]);
  expect(meshfence('compile', 'mesh', '--check', 'out').status).toBe(0);
  expect(meshfence('compile', 'mesh', '--edges', 'mesh/edges.yaml', 'many', '--check', 'out').status).toBe(1);
  expect(readdirSync(folder).filter(name => name.startsWith('.'))).toEqual([]);
});

test('a long result arrives whole, and a reader may leave early', () => {
  const { status, stdout } = meshfence('compile', 'many');
  expect(status).toBe(0);
  expect(stdout.split('---\n')).toHaveLength(2000);
  expect(stdout.length).toBeGreaterThan(1 << 19);
  const left = shell('meshfence compile many | head -1; echo "${PIPESTATUS[0]}"');
  expect(left).toMatchObject({ stdout: 'apiVersion: networking.istio.io/v1beta1\n0\n', stderr: '' });
});

test('pipes are read like files', () => {
  const { status, stdout } = shell(
    'meshfence compile mesh/slimeboot.yaml mesh/services.yaml mesh/edges.yaml <(cat mesh/fences.yaml)'
  );
  expect({ status, stdout }).toEqual({ status: 0, stdout: Object.values(sidecars).join('---\n') });
});

test.skipIf(!existsSync('/dev/full'))('a full disk behind standard output is told', () => {
  expect(shell('meshfence compile mesh > /dev/full')).toMatchObject({
    status: 3,
    stderr:
      'error: Standard output cannot be written: no space left on the device.\n  = remedy: Check where it goes.\n'
  });
});

test('a link named kubectl-meshfence is a plugin of kubectl', () => {
  symlinkSync(bin, join(folder, 'kubectl-meshfence'));
  const { status, stdout } = start(join(folder, 'kubectl-meshfence'), ['compile', '--help']);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Usage: kubectl meshfence compile /);
});

test('an unbuilt program says how to build it', () => {
  mkdirSync(join(folder, 'unbuilt/bin'), { recursive: true });
  copyFileSync(bin, join(folder, 'unbuilt/bin/meshfence.mjs'));
  const { status, stdout, stderr } = start(process.execPath, [join(folder, 'unbuilt/bin/meshfence.mjs')]);
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toContain('run "npm run build"');
});
