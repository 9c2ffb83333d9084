import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../../src/dispatch/template/evaluate.js';
import { parse } from '../../../src/dispatch/template/parse.js';
import type { Json } from '../../../src/model/Json.js';

const values: Json = {
  foo: 'bar',
  namespace: 'mesh-operator',
  port: 80,
  on: true,
  empty: '',
  zero: 0,
  list: [1],
  gone: null,
  a: { b: { c: 'deep' } }
};

const filled = (template: string): string | undefined => {
  const parsed = parse(template);
  const result = E.isLeft(parsed) ? parsed : evaluate(parsed.right, values);
  return E.isLeft(result) ? undefined : result.right;
};

const why = (template: string): string | undefined => {
  const parsed = parse(template);
  const result = E.isLeft(parsed) ? parsed : evaluate(parsed.right, values);
  return E.isLeft(result) ? result.left : undefined;
};

test.each([
  ['{{ (print .Values.foo "." .Values.namespace ) }}', 'bar.mesh-operator'],
  ['{{ print .Values.foo }}', 'bar'],
  ['{{ .Values.foo }}', 'bar'],
  ['{{.Values.a.b.c}}', 'deep'],
  [
    'outbound|{{ .Values.port }}||{{ .Values.foo }}.ns.svc.cluster.local',
    'outbound|80||bar.ns.svc.cluster.local'
  ],
  [
    '{{ printf "outbound|%d||%s.%s.svc" .Values.port .Values.foo .Values.namespace }}',
    'outbound|80||bar.mesh-operator.svc'
  ],
  ['{{ printf "%v-%v-%q-%%" .Values.port .Values.on .Values.foo }}', '80-true-"bar"-%'],
  ['{{ .Values.missing | default "x" }}', 'x'],
  ['{{ default "x" .Values.missing }}', 'x'],
  ['{{ default "x" .Values.empty }}', 'x'],
  ['{{ default "x" .Values.zero }}', 'x'],
  ['{{ default "x" .Values.gone }}', 'x'],
  ['{{ default "x" .Values.foo }}', 'bar'],
  ['{{ .Values.missing | default .Values.foo | printf "<%s>" }}', '<bar>'],
  ['{{ quote .Values.foo }}', '"bar"'],
  ['{{ `raw \\n` }}', 'raw \\n'],
  ['{{ "a\\tb\\"c" }}', 'a\tb"c'],
  ['{{ print "}}" }}', '}}'],
  ['a {{- " b " -}} c', 'a b c'],
  ['a {{ "b" }} c', 'a b c'],
  ['{{ "a" }} {{- "b" }}', 'ab'],
  ['{{ "a" -}} {{ "b" }}', 'ab'],
  ['{{ "a" -}} {{- "b" -}} c', 'abc'],
  ['{{ "a" }} {{ "b" }}', 'a b'],
  ['{{ print (print .Values.foo) (print "x") }}', 'barx'],
  ['{{ true }}', 'true'],
  ['no action', 'no action'],
  ['', '']
])('%s is %s', (template, text) => {
  expect(filled(template)).toBe(text);
});

test('print puts a blank between two operands of which neither is a text, as Go does', () => {
  expect(filled('{{ print 1 2 "a" 3 .Values.port true }}')).toBe('1 2a3 80 true');
});

test.each([
  ['{{ .Values.missing }}', "the SlimeBoot's spec has no missing"],
  ['{{ .Values.a.b.x }}', "the SlimeBoot's spec has no a.b.x"],
  ['{{ print .Values.missing }}', "the SlimeBoot's spec has no missing"],
  ['{{ .Values.gone }}', "the SlimeBoot's spec has no gone"],
  ['{{ .Values.a }}', 'a mapping, a list or nothing at all is no text'],
  ['{{ .Values.list }}', 'a mapping, a list or nothing at all is no text'],
  ['{{ upper .Values.foo }}', 'the function "upper" is not known (print, printf, default, quote are)'],
  ['{{ include "x" . }}', '"." is not understood'],
  ['{{ .Release.Name }}', '".Release.Name" is not understood'],
  ['{{ .Values.foo', 'a {{ or }} has no partner'],
  ['.Values.foo }}', 'a {{ or }} has no partner'],
  ['{{ print (.Values.foo }}', 'a parenthesis is not closed'],
  ['{{ print .Values.foo) }}', 'there is more than one value'],
  ['{{ .Values.foo .Values.port }}', 'there is more than one value'],
  ['{{ }}', 'something is missing at the end'],
  ['{{ .Values.foo | }}', 'something is missing at the end'],
  ['{{ .Values.foo | "x" }}', 'a value cannot be piped into a value'],
  ['{{ | print }}', '"|" stands where a value is expected'],
  ['{{ print print }}', 'the function "print" is not known'],
  ['{{ "\\x41" }}', 'the text "\\x41" has an escape that is not understood'],
  ['{{ printf "%d" .Values.foo }}', '%d takes a whole number'],
  ['{{ printf "%s" .Values.port }}', '%s takes a text'],
  ['{{ printf "%5d" 1 }}', 'printf has no verb %5 here (%s, %d, %v, %q and %% are)'],
  ['{{ printf "%s" }}', 'printf has 0 operands for "%s"'],
  ['{{ printf "x" 1 }}', 'printf has 1 operands for "x"'],
  ['{{ printf 1 }}', 'printf takes a format first'],
  ['{{ default "x" }}', 'default takes two operands: what to use instead, and the value'],
  [`{{ ${'('.repeat(60)}1${')'.repeat(60)} }}`, 'it is nested too deep'],
  [`${' '.repeat(5000)}{{ 1 }}`, 'it is longer than 4096 characters']
])('%s is no template: %s', (template, reason) => {
  expect(why(template)).toBe(reason);
});

const pieces = fc.constantFrom(
  '{{',
  '}}',
  '-',
  ' ',
  '"',
  '`',
  '.Values',
  '.foo',
  'print',
  'printf',
  'default',
  '(',
  ')',
  '|',
  '1',
  '%s',
  '\\',
  'x'
);

test('no text makes the grammar throw, and none gives an empty text in silence', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), parts => {
      const template = parts.join('');
      const text = filled(template);
      expect(text === undefined ? typeof why(template) : 'string').toBe('string');
      if (text !== undefined && !template.includes('{{')) expect(text).toBe(template);
    })
  );
});
