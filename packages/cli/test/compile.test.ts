import { expect, test } from 'vitest';
import { bookinfo, brokenFence, sidecars } from './support/bookinfo.js';
import { meshfence, world } from './support/world.js';
import type { Ran } from './support/world.js';
import { run } from '../src/run.js';

const yaml = Object.values(sidecars).join('---\n');

test('the Sidecars go to standard output, and nothing else does', async () => {
  expect(await meshfence(['compile', 'mesh'], { files: bookinfo })).toMatchObject({
    code: 0,
    stdout: yaml,
    stderr: ''
  });
});

test('without a path, the working folder is compiled', async () => {
  expect((await meshfence(['compile'], { files: bookinfo })).stdout).toBe(yaml);
});

test('standard input is as good as files', async () => {
  const stdin = Object.values(bookinfo).join('---\n');
  expect(await meshfence(['compile', '-'], { stdin })).toMatchObject({ code: 0, stdout: yaml });
});

test('text in UTF-16, as PowerShell writes it, is understood', async () => {
  const text = `\ufeff${Object.values(bookinfo).join('---\n')}`;
  const stdin = new Uint8Array(new Uint16Array(Array.from(text, each => each.charCodeAt(0))).buffer);
  expect((await meshfence(['compile', '-'], { stdin })).stdout).toBe(yaml);
});

test('edges may stand apart from the other input', async () => {
  const { 'mesh/edges.yaml': edges, ...files } = bookinfo;
  const apart = { ...files, 'calls.yaml': edges };
  expect((await meshfence(['compile', 'mesh'], { files: apart })).stdout).not.toBe(yaml);
  expect((await meshfence(['compile', 'mesh', '--edges', 'calls.yaml'], { files: apart })).stdout).toBe(yaml);
});

test('JSON is a List', async () => {
  const { stdout } = await meshfence(['compile', 'mesh', '-o', 'json'], { files: bookinfo });
  const list = JSON.parse(stdout) as {
    readonly kind: string;
    readonly items: ReadonlyArray<{ readonly kind: string }>;
  };
  expect([list.kind, ...list.items.map(({ kind }) => kind)]).toEqual(['List', 'Sidecar', 'Sidecar']);
});

test('one kind of object can be had alone', async () => {
  const kinds = async (only: string): Promise<ReadonlySet<string>> => {
    const { stdout } = await meshfence(['compile', 'mesh', '--statuses', '--only', only], {
      files: bookinfo
    });
    return new Set(stdout.match(/^kind: \w+$/gm));
  };
  expect(await kinds('sidecar')).toEqual(new Set(['kind: Sidecar']));
  expect(await kinds('servicefence')).toEqual(new Set(['kind: ServiceFence']));
  expect(await kinds('EnvoyFilter')).toEqual(new Set());
});

test('statuses bring the fences along', async () => {
  const { stdout } = await meshfence(['compile', 'mesh', '--statuses'], { files: bookinfo });
  expect(stdout).toContain('kind: ServiceFence');
  expect(stdout).toContain('metricStatus:');
});

test('a mesh without fences is told, because an empty output would puzzle', async () => {
  const files = {
    'mesh/services.yaml': bookinfo['mesh/services.yaml'],
    'mesh/boot.yaml': bookinfo['mesh/slimeboot.yaml']
  };
  expect(await meshfence(['compile', 'mesh'], { files })).toMatchObject({
    code: 0,
    stdout: '',
    stderr: 'No workload is fenced: write a ServiceFence, or let general.autoFence make them.\n'
  });
});

const broken = { ...bookinfo, 'mesh/ghost.yaml': brokenFence };

test('errors make the exit code 1, after the result of all the rest', async () => {
  const { code, stdout, stderr } = await meshfence(['compile', 'mesh'], { files: broken });
  expect({ code, stdout }).toEqual({ code: 1, stdout: yaml });
  expect(stderr).toMatch(/^error\[service-missing\]: /);
});

test.each([
  ['error', 0],
  ['warning', 1],
  ['never', 0]
])('with --fail-on %s, a warning makes the exit code %d', async (failOn, code) => {
  const files = {
    ...bookinfo,
    'mesh/odd.yaml': brokenFence.replace('enable: true', 'enable: false\n  enabel: true')
  };
  expect((await meshfence(['compile', 'mesh', '--fail-on', failOn], { files })).code).toBe(code);
});

test('diagnostics have the form that is asked for, by default what suits GitHub Actions there', async () => {
  const diagnostics = async (words: ReadonlyArray<string>, environment = {}): Promise<string> =>
    (await meshfence(['compile', 'mesh', ...words], { files: broken, environment })).stderr;
  expect(await diagnostics([], { GITHUB_ACTIONS: 'true' })).toMatch(/^::error file=mesh\/ghost.yaml,/);
  expect(await diagnostics(['--diagnostics', 'human'], { GITHUB_ACTIONS: 'true' })).toMatch(/^error\[/);
  expect(JSON.parse(await diagnostics(['--diagnostics', 'json']))).toMatchObject([
    { code: 'service-missing' }
  ]);
  expect(JSON.parse(await diagnostics(['--diagnostics', 'sarif']))).toMatchObject({
    runs: [{ tool: { driver: { version: '1.2.3' } }, results: [{ ruleId: 'service-missing' }] }]
  });
});

test('--quiet leaves out infos and notes', async () => {
  const files = { 'mesh/services.yaml': bookinfo['mesh/services.yaml'] };
  expect((await meshfence(['compile', 'mesh'], { files })).stderr).toContain('info[config-missing]');
  expect((await meshfence(['compile', 'mesh', '-q'], { files })).stderr).toBe('');
});

/** Runs one command line after another in the same world. */
const session = async (
  files: Readonly<Record<string, string>>,
  ...lines: ReadonlyArray<string>
): Promise<ReadonlyArray<Ran>> => {
  const at = world({ files });
  const ran: Array<Ran> = [];
  for (const line of lines) {
    const [stdout, stderr] = [at.stdout().length, at.stderr().length];
    const code = await run('meshfence', line.split(' '), at.capabilities);
    ran.push({ code, stdout: at.stdout().slice(stdout), stderr: at.stderr().slice(stderr), files: at.files });
  }
  return ran;
};

test('a folder gets one file per object, and is up to date afterwards', async () => {
  const [written, again, checked] = await session(
    bookinfo,
    'compile mesh --out-dir out/',
    'compile mesh --out-dir out',
    'compile mesh --check out/'
  );
  expect(written).toMatchObject({
    code: 0,
    stdout: '',
    stderr: 'Wrote out: 2 files, 2 of them new or changed, 0 removed.\n'
  });
  expect(written?.files.texts('out')).toMatchObject(sidecars);
  expect(again).toMatchObject({ code: 0, stderr: 'out is up to date: 2 files.\n' });
  expect(checked).toMatchObject({ code: 0, stdout: '', stderr: 'out is up to date: 2 files.\n' });
});

test('with -o json the files are JSON', async () => {
  const [written] = await session(bookinfo, 'compile mesh --out-dir out -o json');
  expect(Object.keys(written?.files.texts('out') ?? {})).toEqual([
    '.meshfence.json',
    'sidecar-default-productpage.json',
    'sidecar-default-reviews.json'
  ]);
});

test('a folder is not touched when the input has errors, unless they are not to count', async () => {
  const [refused, written] = await session(
    broken,
    'compile mesh --out-dir out',
    'compile mesh --out-dir out --fail-on never'
  );
  expect(refused?.code).toBe(1);
  expect(refused?.stderr).toMatch(
    /^out was left as it was, because of the findings below; --fail-on never writes it all the same\.\n\nerror\[/
  );
  expect(written?.code).toBe(0);
  expect(Object.keys(written?.files.texts('out') ?? {})).toHaveLength(3);
});

test('an output folder inside the input does not come back as input', async () => {
  const [, again] = await session(
    bookinfo,
    'compile mesh --statuses --out-dir mesh/out',
    'compile mesh --statuses --out-dir mesh/out'
  );
  expect(again).toMatchObject({ code: 0, stderr: 'mesh/out is up to date: 4 files.\n' });
});

test('--check prints a diff and exits with 1', async () => {
  const golden = {
    ...bookinfo,
    'golden/sidecar-default-productpage.yaml': sidecars['sidecar-default-productpage.yaml'].replace(
      'reviews.',
      'ratings.'
    )
  };
  const [checked] = await session(golden, 'compile mesh --check golden');
  expect(checked).toMatchObject({
    code: 1,
    stdout: `--- golden/sidecar-default-productpage.yaml
+++ golden/sidecar-default-productpage.yaml
@@ -8,7 +8,7 @@
 spec:
   egress:
   - hosts:
-    - '*/ratings.default.svc.cluster.local'
+    - '*/reviews.default.svc.cluster.local'
     - istio-system/*
     - mesh-operator/*
   workloadSelector:
--- /dev/null
+++ golden/sidecar-default-reviews.yaml
@@ -0,0 +1,16 @@
${sidecars['sidecar-default-reviews.yaml'].replace(/^(?=.)/gm, '+')}`,
    stderr:
      'golden: 1 file differs, 1 missing. To accept the result, run with --out-dir golden instead of --check.\n'
  });
});

test.each([
  ['compile mesh --force', '--force has a meaning only with --out-dir.'],
  [
    'compile mesh --check a --out-dir b',
    "option '--check <DIR>' cannot be used with option '--out-dir <DIR>'"
  ],
  ['compile mesh -o toml', "option '-o, --output <FORMAT>' argument 'toml' is invalid."],
  ['compile mesh --now yesterday', "option '--now <TIME>' argument 'yesterday' is invalid."],
  ['compile mesh --ouput yaml', 'Did you mean --output?']
])('%s is wrong usage', async (line, message) => {
  const { code, stdout, stderr } = await meshfence(line.split(' '), { files: bookinfo });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});
