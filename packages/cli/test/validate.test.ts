import { expect, test } from 'vitest';
import { bookinfo, brokenFence } from './support/bookinfo.js';
import { meshfence } from './support/world.js';

const broken = { ...bookinfo, 'mesh/ghost.yaml': brokenFence };

test('where there is nothing to find, it is said how much was looked at', async () => {
  expect(await meshfence(['validate', 'mesh'], { files: bookinfo })).toMatchObject({
    code: 0,
    stdout: 'No findings in 4 files: 2 Sidecars would follow.\n',
    stderr: ''
  });
});

test('findings are the result, so they go to standard output', async () => {
  const { code, stdout, stderr } = await meshfence(['validate', 'mesh'], { files: broken });
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toMatch(
    /^error\[service-missing\]: .*\n --> mesh\/ghost.yaml:6:21 \(ServiceFence default\/ghost\)\n/
  );
  expect(stdout).toMatch(/\n1 error\n$/);
});

test('every format carries the same finding', async () => {
  const output = async (format: string): Promise<string> =>
    (await meshfence(['validate', 'mesh', '-o', format], { files: broken })).stdout;
  expect(JSON.parse(await output('json'))).toMatchObject([{ code: 'service-missing' }]);
  expect(await output('yaml')).toMatch(/^code: service-missing\n/);
  expect(JSON.parse(await output('sarif'))).toMatchObject({
    runs: [{ results: [{ ruleId: 'service-missing' }] }]
  });
  expect(await output('github')).toMatch(/^::error file=mesh\/ghost.yaml,line=6,/);
});

test('formats for programs are whole also without findings', async () => {
  const output = async (format: string): Promise<string> =>
    (await meshfence(['validate', 'mesh', '-o', format], { files: bookinfo })).stdout;
  expect(JSON.parse(await output('json'))).toEqual([]);
  expect(JSON.parse(await output('sarif'))).toMatchObject({ runs: [{ results: [] }] });
  expect(await output('github')).toBe('');
});

test('a binary file and broken YAML are findings, and the rest is compiled', async () => {
  const files = { ...bookinfo, 'mesh/a.yaml': new Uint8Array([0, 1, 2, 255]), 'mesh/b.yaml': 'a: [1\n' };
  const { code, stdout } = await meshfence(['validate', 'mesh', '-o', 'json'], { files });
  const codes = (JSON.parse(stdout) as ReadonlyArray<{ readonly code: string }>).map(each => each.code);
  expect([code, ...codes]).toEqual([1, 'text-binary', 'yaml-invalid']);
});
