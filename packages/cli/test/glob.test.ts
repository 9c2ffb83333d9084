import { expect, test } from 'vitest';
import { expandBraces, isGlob, parseGlob } from '../src/input/Glob.js';
import { matchGlob } from '../src/input/matchGlob.js';
import { memoryFiles } from './support/memoryFiles.js';

const files = memoryFiles({
  'shop/cart.yaml': '',
  'shop/cart.json': '',
  'shop/notes.md': '',
  'shop/.hidden.yaml': '',
  'shop/deep/er/pay.yaml': '',
  'shop/deep/a[1].yaml': '',
  'shop/.git/config.yaml': '',
  'shop/node_modules/x/x.yaml': '',
  'books/reviews.yml': '',
  'b/1.yaml': '',
  'b/2.yaml': '',
  'b/x.yaml': ''
});

const matched = async (glob: string): Promise<ReadonlyArray<string>> => {
  const found = new Set<string>();
  for (const each of parseGlob(glob)) (await matchGlob(files, each)).forEach(path => found.add(path));
  return [...found];
};

test.each<readonly [string, ReadonlyArray<string>]>([
  ['shop/*.yaml', ['shop/cart.yaml']],
  ['shop/*.{yaml,json}', ['shop/cart.yaml', 'shop/cart.json']],
  ['shop/cart.????', ['shop/cart.json', 'shop/cart.yaml']],
  ['shop/**/*.yaml', ['shop/cart.yaml', 'shop/deep/a[1].yaml', 'shop/deep/er/pay.yaml']],
  ['**/pay.yaml', ['shop/deep/er/pay.yaml']],
  ['./**/reviews.*', ['books/reviews.yml']],
  ['*/*.yml', ['books/reviews.yml']],
  ['b/[0-9].yaml', ['b/1.yaml', 'b/2.yaml']],
  ['b/[!0-9].yaml', ['b/x.yaml']],
  ['b/[9-0].yaml', []],
  ['b/[^1].yaml', ['b/2.yaml', 'b/x.yaml']],
  ['shop/deep/a[[]1].yaml', ['shop/deep/a[1].yaml']],
  ['/project/b/1.*', ['/project/b/1.yaml']],
  ['b/../b/1.y*', ['b/1.yaml']],
  ['shop/.h*', ['shop/.hidden.yaml']],
  ['nothing/*.yaml', []],
  ['shop/cart.yaml/*', []]
])('%s matches %j', async (glob, expected) => {
  expect(await matched(glob)).toEqual(expected);
});

test('a glob that ends in a star means manifests, and folders stand for what is below', async () => {
  expect(await matched('shop/*')).toEqual([
    'shop/cart.json',
    'shop/cart.yaml',
    'shop/deep/a[1].yaml',
    'shop/deep/er/pay.yaml'
  ]);
  expect(await matched('shop/**')).toEqual(await matched('shop/*'));
});

test('every character that is no pattern stands for itself, beside a pattern too', async () => {
  for (let code = 0x20; code < 0x7f; code++) {
    const name = `a${String.fromCharCode(code)}b`;
    if (/[*?[{/]/.test(name)) continue;
    const odd = memoryFiles({ [`x/${name}.yaml`]: '', 'x/a0b.json': '' });
    const [glob = []] = parseGlob(`x/${name}.y*`);
    expect(await matchGlob(odd, glob)).toEqual([`x/${name}.yaml`]);
  }
});

test('braces nest, and what is no brace stands for itself', () => {
  expect(expandBraces('a{b,c{d,e}}f')).toEqual(['abf', 'acdf', 'acef']);
  expect(expandBraces('a{b}c')).toEqual(['a{b}c']);
  expect(expandBraces('a{b,c')).toEqual(['a{b,c']);
  expect(expandBraces('{,x}y')).toEqual(['y', 'xy']);
});

test('braces that multiply are bounded', () => {
  expect(expandBraces('{a,b}'.repeat(60))).toHaveLength(1000);
});

test('a plain path is no glob', () => {
  expect(isGlob('shop/cart.yaml')).toBe(false);
  expect(isGlob('shop/car?.yaml')).toBe(true);
});
