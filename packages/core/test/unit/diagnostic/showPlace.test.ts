import { expect, test } from 'vitest';
import { showPath, showPlace } from '../../../src/diagnostic/showPlace.js';
import { inText } from '../../../src/diagnostic/Place.js';
import { inFile, live } from './places.js';

const resolved = { file: 'in.yaml', line: 3, column: 5, endLine: 3, endColumn: 8, text: 'a' };

test('a path is written with dots, and in brackets where a key is no plain word', () => {
  expect(showPath(['spec', 'host', 'a.b"c', 'ports', 3, 'name'])).toBe('spec.host["a.b\\"c"].ports[3].name');
  expect(showPath([0, 'a-b'])).toBe('[0].a-b');
  expect(showPath([])).toBe('');
});

test('a place with a line names no field, since the line shows it', () => {
  expect(showPlace(inFile('in.yaml', '', ['spec']), resolved)).toBe(
    'in.yaml:3:5 (ServiceFence shop/reviews)'
  );
});

test('a place without a line names what is known', () => {
  expect(showPlace(live(['spec']), undefined)).toBe('ServiceFence shop/reviews, spec');
  expect(showPlace(live([]), undefined)).toBe('ServiceFence shop/reviews');
  expect(showPlace(inText('in.yaml', 0, 1), undefined)).toBe('in.yaml');
  expect(showPlace({ ...live(['a']), object: undefined }, undefined)).toBe('a');
  expect(showPlace({ ...live([]), object: undefined }, undefined)).toBe('');
});
