import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineStarts, lineText, toPosition } from '../../../src/diagnostic/position.js';

const anyText = fc.string({ unit: fc.constantFrom('a', ' ', '\t', '\r', '\n', '\r\n', '日', '😀') });

test('lines end with LF, CR LF or CR', () => {
  expect(lineStarts('a\nb\r\nc\rd')).toEqual([0, 2, 5, 7]);
});

test('a text without line breaks has one line, an empty one too', () => {
  expect(lineStarts('')).toEqual([0]);
  expect(lineStarts('abc')).toEqual([0]);
});

test('line and column count from 1', () => {
  const starts = lineStarts('ab\ncd\n');
  expect([0, 1, 2, 3, 5, 6].map(offset => toPosition(starts, offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 2 },
    { line: 1, column: 3 },
    { line: 2, column: 1 },
    { line: 2, column: 3 },
    { line: 3, column: 1 }
  ]);
});

test('a line is given without its line break', () => {
  const text = 'a\nb\r\nc\r\n\nd';
  const starts = lineStarts(text);
  expect([1, 2, 3, 4, 5, 6].map(line => lineText(text, starts, line))).toEqual(['a', 'b', 'c', '', 'd', '']);
});

test('every offset is found again from its line and column', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), (text, number) => {
      const offset = number % (text.length + 1);
      const starts = lineStarts(text);
      const { line, column } = toPosition(starts, offset);
      expect((starts[line - 1] ?? Number.NaN) + column - 1).toBe(offset);
      expect(offset).toBeLessThan(starts[line] ?? Infinity);
    })
  );
});

test('the lines and what ends them make up the text', () => {
  fc.assert(
    fc.property(anyText, text => {
      const starts = lineStarts(text);
      const lines = starts.map((_, index) => lineText(text, starts, index + 1));
      const breaks = text.match(/\r\n|\r|\n/g) ?? [];
      expect(lines.map((line, index) => line + (breaks[index] ?? '')).join('')).toBe(text);
      expect(lines.join('')).not.toMatch(/[\r\n]/);
    })
  );
});
