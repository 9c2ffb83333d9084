import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cells, widthOf } from '../../../src/diagnostic/cells.js';
import { frame } from '../../../src/diagnostic/frame.js';
import { marked } from './marked.js';

const framed = (fixture: string): ReadonlyArray<string> => {
  const { text, start, end } = marked(fixture);
  const { line, underline } = frame(text, start, end);
  return [line, underline];
};

test('carets underline the stretch', () => {
  expect(framed('  host: ┆reviews┆ # x')).toEqual(['  host: reviews # x', '        ^^^^^^^']);
});

test('an empty stretch has one caret, at the end of the line too', () => {
  expect(framed('a: ┆┆b')).toEqual(['a: b', '   ^']);
  expect(framed('a:┆┆')).toEqual(['a:', '  ^']);
  expect(framed('┆┆')).toEqual(['', '^']);
});

test('a tab before the stretch and one in it move the carets', () => {
  expect(framed('\ta: ┆b\tc┆')).toEqual(['    a: b    c', '       ^^^^^^']);
});

test('wide characters have two carets each', () => {
  expect(framed('名前: ┆日本😀┆ x')).toEqual(['名前: 日本😀 x', '      ^^^^^^']);
});

test('a long line is cut around the stretch', () => {
  const [line = '', underline = ''] = framed(`${'a'.repeat(500)}┆bcd┆${'e'.repeat(500)}`);
  expect(line).toBe(`...${'a'.repeat(40)}bcd${'e'.repeat(57)}...`);
  expect(underline).toBe(`${' '.repeat(43)}^^^`);
});

test('a long line is shown up to its end where the stretch is near it', () => {
  const [line = '', underline = ''] = framed(`${'a'.repeat(500)}┆bcd┆`);
  expect(line).toBe(`...${'a'.repeat(97)}bcd`);
  expect(underline).toBe(`${' '.repeat(100)}^^^`);
});

test('a long line is shown from its beginning where the stretch is near it', () => {
  const [line = '', underline = ''] = framed(`abc┆d┆${'e'.repeat(500)}`);
  expect(line).toBe(`abcd${'e'.repeat(96)}...`);
  expect(underline).toBe('   ^');
});

test('a long stretch is underlined as far as it is shown', () => {
  const [line = '', underline = ''] = framed(`ab┆${'c'.repeat(500)}┆`);
  expect(line).toBe(`ab${'c'.repeat(98)}...`);
  expect(underline).toBe(`  ${'^'.repeat(98)}`);
});

test('no character is cut in two', () => {
  const wide = '😀'.repeat(300);
  for (const start of [0, 1, 2, 3, 100, 101, 298, 299, 599]) {
    expect(frame(wide, start, start + 2).line).toMatch(/^(?:\.\.\.)?(?:😀)+(?:\.\.\.)?$/u);
    expect(frame(`a${wide}`, start, start + 2).line).not.toContain('\uFFFD');
  }
});

test('a line of ten million characters costs no more than a short one', () => {
  const long = 'x'.repeat(10_000_000);
  for (let count = 0; count < 1000; count += 1) frame(long, count * 10_000, count * 10_000 + 5);
});

test('any stretch of any line gives a frame that fits the page and has a caret under what it shows', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.integer(),
      fc.integer(),
      (text, start, end) => {
        const { line, underline } = frame(text, start % 500, end % 500);
        expect(widthOf(cells(line))).toBeLessThanOrEqual(106);
        expect(underline).toMatch(/^ *\^+$/);
        expect(underline.length).toBeLessThanOrEqual(107);
      }
    )
  );
});
