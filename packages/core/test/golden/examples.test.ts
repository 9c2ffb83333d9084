import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compile, decodeObjects, printYaml, toObjects } from '../../src/index.js';
import { fixturesIn, readFixture } from './Fixture.js';
import type { Fixture } from './Fixture.js';
import { expectGolden } from './golden.js';
import { meshOf, outputsOf } from './outputs.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const examples = join(root, 'examples');
const goldens = join(examples, 'expected');
const names = fixturesIn(examples).filter(name => !name.startsWith('expected/'));

const read = (name: string): Fixture => readFixture(root, join(examples, name));

test.each(names)('examples/%s compiles to its golden output', name => {
  expectGolden(join(goldens, name), outputsOf(read(name)));
});

test.each(names)('examples/%s says what it shows', name => {
  const folder = join(examples, name);
  expect([folder, dirname(folder)].some(each => existsSync(join(each, 'README.md')))).toBe(true);
});

test.each(names)('examples/%s stays as it is when its own output is fed back', name => {
  const { value: mesh } = meshOf(read(name));
  const first = toObjects(compile(mesh).value, { statuses: true });
  const { fences, sidecars } = decodeObjects(first).value;
  const again = compile({ ...mesh, fences, sidecars: [...mesh.sidecars, ...sidecars] });
  expect(printYaml(toObjects(again.value, { statuses: true }))).toBe(printYaml(first));
});

test('no golden output is left of an example that is gone', () => {
  expect(fixturesIn(goldens).filter(name => !names.includes(name))).toEqual([]);
});

test('the two dumps of the same cluster compile to the same bytes', () => {
  const [yaml, json] = [outputsOf(read('cluster-dump/yaml')), outputsOf(read('cluster-dump/json'))];
  for (const file of ['sidecars.yaml', 'servicefences.yaml', 'reasons.txt'])
    expect(yaml.get(file)).toBe(json.get(file));
});
