import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { anyOf, ofDomain, ofRegex, whyNotRegex } from '../../../src/dispatch/authority.js';
import * as Regex from '../../../src/Regex.js';

/** Whether Envoy would find that an authority matches: as a whole. */
const matches = (domains: ReadonlyArray<string>, regex: string | undefined, authority: string): boolean => {
  const parts = domains.map(domain => ofDomain(domain) ?? '');
  const expressions = [
    ...(parts.length === 0 ? [] : [anyOf(parts)]),
    ...(regex === undefined ? [] : [ofRegex(regex)])
  ];
  return expressions.some(expression => {
    const whole = Regex.compile(`^(?:${expression})$`);
    return E.isRight(whole) && whole.right.test(authority);
  });
};

test.each([
  [
    'www.163.com',
    ['www.163.com', 'WWW.163.com', 'www.163.com:8080'],
    ['www.163.com.cn', 'a.www.163.com', 'wwwx163.com', 'www.163.com:x']
  ],
  [
    '*.baidu.com',
    ['a.baidu.com', 'a.b.baidu.com:80', 'A.Baidu.Com'],
    ['baidu.com', '.baidu.com', 'abaidu.com', 'a.baidu.com.cn']
  ],
  ['baidu.*', ['baidu.com', 'baidu.com.cn', 'baidu.com:80'], ['baidu', 'baidu.', 'www.baidu.com']],
  ['*-v1.example.com', ['a-v1.example.com'], ['-v1.example.com', 'a.example.com']],
  ['www.163.com:8080', ['www.163.com:8080'], ['www.163.com', 'www.163.com:80']],
  ['[fd00::1]', ['[fd00::1]', '[FD00::1]:80'], ['fd00::1']],
  ['*foo.com', ['afoo.com', 'a.foo.com'], ['foo.com']],
  ['foo-*', ['foo-v1', 'foo-v1.com:80'], ['foo', 'foo-']],
  ['a_b.example.com', ['a_b.example.com'], []]
])('%s', (domain, those, others) => {
  for (const authority of those) expect(matches([domain], undefined, authority), authority).toBe(true);
  for (const authority of others) expect(matches([domain], undefined, authority), authority).toBe(false);
});

test.each([
  '*.baidu.*',
  'a.*.com',
  '**',
  '',
  'a b',
  'a/b',
  '*',
  '(',
  'a.com\n',
  '.*',
  '*.',
  'x..y',
  '-x.com',
  'x-.com',
  'foo.com.',
  'foo.com:0',
  'foo.com:99999',
  'http://foo.com'
])('%j is no domain of Envoy', domain => {
  expect(ofDomain(domain)).toBeUndefined();
});

test('domains and an expression of one rule are alternatives', () => {
  const all = ['a.com', '*.b.com'];
  for (const authority of ['a.com', 'x.b.com:80', 'v1.c.org'])
    expect(matches(all, 'v[0-9]+\\.c\\.org', authority)).toBe(true);
  expect(matches(all, 'v[0-9]+\\.c\\.org', 'vx.c.org')).toBe(false);
});

test.each([
  ['^www\\.163\\.com$', 'www.163.com:80', true],
  ['www\\.163\\.com', 'WWW.163.com', true],
  ['www\\.163\\.com\\$', 'www.163.com', false],
  ['^a$|^b$', 'a', true],
  ['^a$|^b$', 'a:80', true],
  ['^shop\\.(?:com|org)$', 'shop.org:80', true],
  ['^shop\\.[|()$]$', 'shop.$:80', true],
  ['^shop\\.(?:com$|org)$', 'shop.com:80', false],
  ['^[[:alpha:]|^]$', '^:80', true],
  ['^[[:digit:]$|x]y$', '$y', true],
  ['a|b', 'b:80', true],
  ['.*', 'anything', true]
])('the expression %s on %s: %s', (regex, authority, expected) => {
  expect(matches([], regex, authority)).toBe(expected);
});

const none = [
  '(',
  '(?=x)',
  '[',
  'a{2,1}',
  String.raw`\C`,
  '(?P<a>x',
  // JavaScript's, which are translated here and nowhere else.
  String.raw`\u0061`,
  String.raw`\cJ`,
  String.raw`\p{Letter}`,
  String.raw`[\p{Emoji}]`,
  String.raw`\p{scx=Greek}`,
  // Not every RE2 has these.
  '(?<ü>x)',
  String.raw`\x{D800}`,
  String.raw`\400`,
  '\ud800',
  // More than 32,768 instructions.
  '[a-z]{1000}'.repeat(33)
];

const some = [
  'a/b',
  String.raw`a\/b`,
  '(?<n>x)',
  '(?P<n>x)',
  String.raw`\pN`,
  String.raw`\p{L}`,
  String.raw`\p{Greek}`,
  '[^]a]',
  String.raw`\x{2e}`,
  String.raw`\055`,
  String.raw`\d{1000}`,
  '[a-z]{1000}'
];

test.each(some)('%s is one that Envoy compiles', regex => {
  expect(whyNotRegex(regex)).toBeUndefined();
});

test.each(none)('%s is none that Envoy would compile', regex => {
  expect(whyNotRegex(regex)).toBeTypeOf('string');
});
