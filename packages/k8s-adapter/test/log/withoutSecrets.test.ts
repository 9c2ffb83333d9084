import { expect, test } from 'vitest';
import { withoutSecrets } from '../../src/log/withoutSecrets.js';

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl-_x';

test.each([
  [`refused: Bearer ${jwt}`, 'refused: Bearer [hidden]'],
  [`authorization: bearer abc.def~ghi=`, 'authorization: bearer [hidden]'],
  [`the token ${jwt} has expired`, 'the token [hidden] has expired'],
  ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: Basic [hidden]'],
  [
    '{"proxy":"http://user:pa55@proxy:3128/","to":"https://10.0.0.1:6443"}',
    '{"proxy":"http://[hidden]@proxy:3128/","to":"https://10.0.0.1:6443"}'
  ],
  ['{"Token":"a\\"b","x":1}', '{"Token":"[hidden]","x":1}'],
  ['{"a":{"headers":{"cookie":["a]","b"]}}}', '{"a":{"headers":{"cookie":"[hidden]"}}}'],
  ['{"msg":"got {\\"access_token\\": \\"abc\\"}"}', '{"msg":"got {\\"access_token\\": \\"[hidden]\\"}"}']
])('%s', (line, expected) => {
  expect(withoutSecrets(line)).toBe(expected);
});

test.each([
  'a token bearer of good news',
  'https://10.0.0.1:6443/apis?fieldSelector=a@b',
  'mail to a@b',
  'eyJ is how they begin',
  '{"tokens":3,"secretName":"a","token":3}'
])('%s is no secret', line => {
  expect(withoutSecrets(line)).toBe(line);
});

test('JSON stays JSON', () => {
  const line = JSON.stringify({ a: `x Bearer ${jwt}"`, b: 'http://u:p@h' });
  expect(JSON.parse(withoutSecrets(line))).toEqual({ a: 'x Bearer [hidden]"', b: 'http://[hidden]@h' });
});
