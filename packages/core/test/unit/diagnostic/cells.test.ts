import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cells, printable, show, unitsOf, widthOf } from '../../../src/diagnostic/cells.js';

test('letters take one column, wide characters and emoji two, combining ones none', () => {
  expect(['a', 'é', 'e\u0301', '日', '한', 'ｗ', '😀', '½'].map(text => widthOf(cells(text)))).toEqual([
    1, 1, 1, 2, 2, 2, 2, 1
  ]);
});

test('a tab is four blanks', () => {
  expect(show(cells('\ta'))).toBe('    a');
  expect(widthOf(cells('\ta'))).toBe(5);
});

test('control characters are shown, never sent', () => {
  expect(show(cells('\u001B[31m\u0000\u007F\u009B'))).toBe('␛[31m␀␡\uFFFD');
});

test('characters that turn the text around, or are not to be seen, are shown', () => {
  expect(show(cells('a\u202Eb\u2066c\u200Bd\u2028'))).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFD');
});

test('a byte order mark is left out', () => {
  expect(show(cells('\uFEFFa'))).toBe('a');
});

test('half of a surrogate pair is replaced', () => {
  expect(show(cells('a\uD83D'))).toBe('a\uFFFD');
});

test('a text of several lines is printed on one', () => {
  expect(printable('bad indentation\r\n  of a\n\n mapping ')).toBe('bad indentation of a mapping');
});

test('cells stand for all of the text, and nothing that they show can steer a terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const all = cells(text);
      expect(unitsOf(all)).toBe(text.length);
      expect(show(all)).not.toMatch(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\u2028\u2029]/u);
    })
  );
});
