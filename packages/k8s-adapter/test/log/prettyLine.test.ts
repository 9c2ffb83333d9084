import { expect, test } from 'vitest';
import { prettyLine } from '../../src/log/prettyLine.js';

const line = (fields: object): string =>
  `${JSON.stringify({ level: 'warn', time: '2026-03-01T08:00:00.120Z', ...fields })}\n`;

test('people read a time, a level, a message and fields', () => {
  expect(
    prettyLine(line({ msg: 'It is late.', after: '3s', tries: 2, odd: 'a b', list: [1], none: null }))
  ).toBe('08:00:00.120 WARN  It is late. after=3s tries=2 odd="a b" list=[1] none=null\n');
});

test("nobody's text reaches the terminal's own commands", () => {
  const text = prettyLine(line({ msg: 'a\u001b[31m\nb\u009b', name: '\u001b]0;x\u0007' }));
  expect(text).toBe('08:00:00.120 WARN  a [31m b  name= ]0;x \n');
});

test('what is no JSON is shown as it is', () => {
  expect(prettyLine('oh\n')).toBe('oh\n');
});
