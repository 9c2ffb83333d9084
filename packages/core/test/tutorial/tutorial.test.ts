import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile, decodeMesh, printYaml, toObjects } from '../../src/index.js';
import type { Fence, JsonObject } from '../../src/index.js';
import { blocksOf, readExpected } from './expected.js';
import type { ExpectedObject } from './expected.js';

const folder = new URL('.', import.meta.url);
const cases = readdirSync(folder, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name)
  .sort();

const read = (name: string, file: string): string => readFileSync(new URL(`${name}/${file}`, folder), 'utf8');
const readIfThere = (name: string, file: string): string =>
  existsSync(new URL(`${name}/${file}`, folder)) ? read(name, file) : '';

interface Compiled {
  readonly given: ReadonlyArray<Fence>;
  readonly obsolete: ReadonlyArray<Fence>;
  readonly objects: ReadonlyArray<JsonObject>;
}

const compiled = (name: string): Compiled => {
  const mesh = decodeMesh([{ file: 'input.yaml', text: read(name, 'input.yaml') }]);
  const plan = compile(mesh.value);
  expect([...mesh.diagnostics, ...plan.diagnostics].filter(({ severity }) => severity === 'error')).toEqual(
    []
  );
  return {
    given: mesh.value.fences,
    obsolete: plan.value.obsolete,
    objects: toObjects(plan.value, { statuses: true })
  };
};

interface Named {
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

interface ObjectMeta {
  readonly namespace: string;
  readonly name: string;
  readonly labels?: JsonObject;
  readonly ownerReferences?: JsonObject;
}

const named = (object: JsonObject): Named => object as unknown as Named;
const metaOf = (object: JsonObject): ObjectMeta => named(object).metadata;
const nameOf = (object: JsonObject): string =>
  `${named(object).kind} ${metaOf(object).namespace}/${metaOf(object).name}`;

/** The part of the produced object that the tutorial shows, in the compiler's own spelling. */
const shown = (object: JsonObject, expected: ExpectedObject, key: string): string => {
  const whole = object[key] as JsonObject;
  const keys = expected.fragment ? Object.keys(expected.object[key] as JsonObject) : Object.keys(whole);
  const part = Object.fromEntries(keys.map(each => [each, whole[each] ?? null]));
  return printYaml([{ [key]: part }]).replace(/^---\n/, '');
};

const expectSame = (object: JsonObject, expected: ExpectedObject): void => {
  for (const [key, text] of blocksOf(expected)) expect(shown(object, expected, key), key).toBe(text);
  const { labels, ownerReferences } = metaOf(expected.object);
  if (labels !== undefined) expect(metaOf(object).labels).toMatchObject(labels);
  if (ownerReferences !== undefined) expect(metaOf(object).ownerReferences).toEqual(ownerReferences);
};

test.each(cases)('%s comes out as the tutorial shows it', name => {
  const { objects } = compiled(name);
  const byName = new Map(objects.map(object => [nameOf(object), object]));
  for (const expected of readExpected(readIfThere(name, 'expected.yaml'))) {
    const object = byName.get(nameOf(expected.object));
    expect(object, nameOf(expected.object)).toBeDefined();
    if (object !== undefined) expectSame(object, expected);
  }
});

const gone = cases.filter(name => readIfThere(name, 'absent.txt') !== '');

const fenceName = ({ meta }: Fence): string => `ServiceFence ${meta.namespace}/${meta.name}`;

test.each(gone)('%s has none of the objects that the tutorial says are gone', name => {
  const { given, obsolete, objects } = compiled(name);
  const absent = read(name, 'absent.txt').trim().split('\n');
  expect(objects.map(nameOf).filter(each => absent.includes(each))).toEqual([]);
  const vanished = given.map(fenceName).filter(each => absent.includes(each));
  expect(obsolete.map(fenceName)).toEqual(vanished);
});

test('every case says what it expects', () => {
  const silent = cases.filter(
    name => readIfThere(name, 'expected.yaml') === '' && readIfThere(name, 'absent.txt') === ''
  );
  expect(silent).toEqual([]);
});
