import { expect, test } from 'vitest';
import { inText } from '../../../src/diagnostic/Place.js';
import type { Place } from '../../../src/diagnostic/Place.js';
import { resolvePlace } from '../../../src/diagnostic/resolvePlace.js';
import type { Path } from '../../../src/model/Origin.js';
import { marked } from './marked.js';
import { inFile, live } from './places.js';

const stream = (second: string): string => `kind: Namespace\n---\n${second}`;

/** What of the fixture a place covers, by line and column, against what its marks say. */
const expectPlace = (fixture: string, place: (text: string) => Place): void => {
  const { text, start, end } = marked(fixture);
  const resolved = resolvePlace(new Map([['in.yaml', text]]))(place(text));
  const before = text.slice(0, start).split('\n');
  const until = text.slice(0, end).split('\n');
  expect(resolved).toEqual({
    file: 'in.yaml',
    line: before.length,
    column: (before.at(-1) ?? '').length + 1,
    endLine: until.length,
    endColumn: (until.at(-1) ?? '').length + 1,
    text: text.split('\n')[before.length - 1]
  });
};

const at =
  (path: Path, target: 'key' | 'value' = 'value') =>
  (text: string): Place =>
    inFile('in.yaml', text, path, target);

test('a value is pointed at by the path to it', () => {
  expectPlace('spec:\n  enable: ┆maybe┆\n', at(['spec', 'enable']));
});

test('a key is pointed at where the name of the field is meant', () => {
  expectPlace('spec:\n  host:\n    ┆"a b"┆: {}\n', at(['spec', 'host', 'a b'], 'key'));
});

test('an item of a list is pointed at by its index', () => {
  expectPlace('ports:\n  - "80"\n  - ┆"http"┆\n', at(['ports', 1]));
});

test('the nearest field around stands for one that is not there', () => {
  expectPlace(
    'spec:\n  ┆workloadSelector┆:\n    fromService: true\n',
    at(['spec', 'workloadSelector', 'labels', 'app'])
  );
});

test('the name of the object stands for the whole of it', () => {
  expectPlace('kind: ServiceFence\nmetadata:\n  name: ┆reviews┆\n', at([]));
});

test('the name of the object stands for a field that is not there at all', () => {
  expectPlace('metadata:\n  name: ┆reviews┆\n', at(['spec', 'enable']));
});

test('the first line of a document stands for an object without a name', () => {
  expectPlace('# mine\n┆kind: Service┆\nspec: {}\n', at([]));
});

test('the path to the object inside its document goes first', () => {
  expectPlace('items:\n  - spec:\n      enable: true\n  - spec:\n      enable: ┆1┆\n', text => ({
    ...at(['spec', 'enable'])(text),
    origin: { _tag: 'InText', file: 'in.yaml', start: 0, end: text.length, path: ['items', 1] }
  }));
});

test('an item of a list stands for what it does not have', () => {
  expectPlace('edges:\n  - to: a\n  - ┆to: b┆\n', text => ({
    ...at(['from'])(text),
    origin: { _tag: 'InText', file: 'in.yaml', start: 0, end: text.length, path: ['edges', 1] }
  }));
});

test('a document is looked at apart from the others of its stream', () => {
  expectPlace(stream('spec:\n  enable: ┆maybe┆\n'), text => ({
    ...at(['spec', 'enable'])(text),
    origin: { _tag: 'InText', file: 'in.yaml', start: text.indexOf('---') + 3, end: text.length, path: [] }
  }));
});

test('a span says it without a path', () => {
  expectPlace('a: 1\nb: ┆[\nc┆: 2\n', text => inText('in.yaml', text.indexOf('['), text.indexOf('c') + 1));
});

test('a span ends before the blanks at its end', () => {
  expectPlace('a: ┆b┆  \n\n', text => inText('in.yaml', 3, text.length));
});

test('a document that cannot be read is pointed at where it begins', () => {
  expectPlace('\n\n┆┆a: [1\n', at(['a', 0]));
});

test('the documents of a stream are not taken for one another', () => {
  const text = 'a: 1\n---\nb: 2\na: 3\n';
  const [first, second] = [
    { start: 0, end: 5 },
    { start: 8, end: text.length }
  ].map((document): Place => ({
    ...inFile('in.yaml', text, ['a']),
    origin: { _tag: 'InText', file: 'in.yaml', ...document, path: [] }
  }));
  const resolve = resolvePlace(new Map([['in.yaml', text]]));
  expect([first, second].map(place => place && resolve(place)?.line)).toEqual([1, 4]);
});

test('offsets beyond the text are taken for its end', () => {
  expectPlace('a: 1┆┆', () => inText('in.yaml', 90, 99));
});

test('offsets before the text are taken for its beginning', () => {
  expectPlace('┆┆a: 1', () => inText('in.yaml', -4, -9));
});

test('nothing is found without the text', () => {
  expect(resolvePlace(new Map())(inText('in.yaml', 0, 1))).toBeUndefined();
  expect(resolvePlace(new Map([['in.yaml', 'a: 1']]))(live(['a']))).toBeUndefined();
});
