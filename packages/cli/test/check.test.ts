import { expect, test } from 'vitest';
import { Failure } from '../src/exit.js';
import { compareFolder } from '../src/output/folder/compareFolder.js';
import { writeFolder } from '../src/output/folder/writeFolder.js';
import { paint } from '../src/output/Paint.js';
import { printDifferences } from '../src/output/printDifferences.js';
import { memoryFiles } from './support/memoryFiles.js';

const plain = paint(false);

const sidecar = (host: string): string => `kind: Sidecar
metadata:
  name: reviews
  labels:
    app.kubernetes.io/managed-by: meshfence
spec:
  egress:
    - hosts:
        - ${host}
        - istio-system/*
`;

test('the differences are a unified diff, from the folder to what it should hold', async () => {
  const files = memoryFiles();
  const old = new Map([
    ['changed.yaml', sidecar('*/ratings.default.svc.cluster.local')],
    ['gone.yaml', 'a: 1\n'],
    ['same.yaml', 'b: 1\n']
  ]);
  await writeFolder({ files, workingFolder: '/project' }, 'golden', old, false);
  const expected = new Map([
    ['changed.yaml', sidecar('*/details.default.svc.cluster.local')],
    ['new.yaml', 'c: 1\n'],
    ['same.yaml', 'b: 1\n']
  ]);
  const differences = await compareFolder(files, 'golden', expected);
  expect(printDifferences('golden', differences, plain)).toBe(`--- golden/changed.yaml
+++ golden/changed.yaml
@@ -6,5 +6,5 @@
 spec:
   egress:
     - hosts:
-        - */ratings.default.svc.cluster.local
+        - */details.default.svc.cluster.local
         - istio-system/*
--- golden/gone.yaml
+++ /dev/null
@@ -1,1 +0,0 @@
-a: 1
--- /dev/null
+++ golden/new.yaml
@@ -0,0 +1,1 @@
+c: 1
`);
});

test('without a manifest, what is not expected counts only if it looks like ours', async () => {
  const files = memoryFiles({
    'golden/stale.yaml': sidecar('x/y.z'),
    'golden/kustomization.yaml': 'resources: []\n'
  });
  const differences = await compareFolder(files, 'golden', new Map());
  expect(differences.map(({ name }) => name)).toEqual(['stale.yaml']);
});

test('files of others do not count', async () => {
  const files = memoryFiles({ 'golden/README.md': 'x', 'golden/deep/a.yaml': 'x', 'golden/a.yaml': 'a\n' });
  expect(await compareFolder(files, 'golden', new Map([['a.yaml', 'a\n']]))).toEqual([]);
});

test('a folder that is missing cannot be compared', async () => {
  const error: unknown = await compareFolder(memoryFiles(), 'golden', new Map()).catch(
    (caught: unknown) => caught
  );
  expect(error).toBeInstanceOf(Failure);
  expect(error).toMatchObject({
    exit: 3,
    problems: [
      {
        what: 'golden does not exist, so there is nothing to compare with.',
        remedy: 'Make it with: meshfence compile ... --out-dir golden'
      }
    ]
  });
});

test('line endings are named, not shown as a change of every line', () => {
  const difference = { name: 'a.yaml', found: 'a\r\nb\r\n', expected: 'a\nb\n' };
  expect(printDifferences('golden', [difference], plain)).toBe(
    'golden/a.yaml differs in its line endings only (CRLF instead of LF).\n'
  );
});

test('files that have nothing in common are shown as replaced', () => {
  const lines = (word: string): string =>
    Array.from({ length: 3000 }, (_, index) => `${word}${index}\n`).join('');
  const printed = printDifferences('g', [{ name: 'a', found: lines('x'), expected: lines('y') }], plain);
  expect(printed.split('\n')).toHaveLength(3 + 6000 + 1);
  expect(printed.split('\n').slice(0, 4)).toEqual(['--- g/a', '+++ g/a', '@@ -1,3000 +1,3000 @@', '-x0']);
});

test('colour sets off what goes and what comes', () => {
  const difference = { name: 'a', found: 'x\n', expected: 'y\n' };
  expect(printDifferences('g', [difference], paint(true))).toBe(
    '\u001b[1m--- g/a\u001b[22m\n\u001b[1m+++ g/a\u001b[22m\n\u001b[36m@@ -1,1 +1,1 @@\u001b[39m\n' +
      '\u001b[31m-x\u001b[39m\n\u001b[32m+y\u001b[39m\n'
  );
});
