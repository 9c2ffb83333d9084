import { expect, test } from 'vitest';
import { expandTemplate, references } from '../../../src/resolve/expandTemplate.js';

/** As if `(?P<first>a)(b)(?P<näme>c)(d)?(?P<gone>e)?` had matched `abc`. */
const groups = {
  numbered: ['abc', 'a', 'b', 'c', undefined, undefined],
  named: { first: 'a', näme: 'c', gone: undefined }
};

test.each([
  ['', ''],
  ['plain', 'plain'],
  ['$0', 'abc'],
  ['$1', 'a'],
  ['$1.$2', 'a.b'],
  ['${1}x', 'ax'],
  ['$1x', ''],
  ['$1_', ''],
  ['$1-x', 'a-x'],
  ['$1.x', 'a.x'],
  ['$12', ''],
  ['${1}2', 'a2'],
  ['$4', ''],
  ['$9', ''],
  ['$99999999', ''],
  ['$999999999999', ''],
  ['$01', ''],
  ['${01}', ''],
  ['$first', 'a'],
  ['${first}s', 'as'],
  ['$firsts', ''],
  ['$näme', 'c'],
  ['${näme}', 'c'],
  ['$gone', ''],
  ['$unknown', ''],
  ['$constructor', ''],
  ['$__proto__', ''],
  ['$$', '$'],
  ['$$1', '$1'],
  ['$$$1', '$a'],
  ['$', '$'],
  ['$-', '$-'],
  ['$ 1', '$ 1'],
  ['a$', 'a$'],
  ['${', '${'],
  ['${}', '${}'],
  ['${1', '${1'],
  ['${a-b}', '${a-b}'],
  ['${ 1 }', '${ 1 }'],
  ['${$1}', '${a}'],
  ['$٣', ''],
  ['$1$2', 'ab'],
  ['{$1}', '{a}']
])('the template %j becomes %j, as in Go', (template, text) => {
  expect(expandTemplate(template, groups)).toBe(text);
});

test('the references of a template are its names and numbers, and no dollar signs', () => {
  expect(references('$1.${first}$$2-$x_1 $- ${}')).toEqual(['1', 'first', 'x_1']);
  expect(references('plain')).toEqual([]);
});
