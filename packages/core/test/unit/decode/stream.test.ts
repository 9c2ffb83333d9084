import { expect, test } from 'vitest';
import { found, read, services, serviceText } from '../given/decoded.js';

const two = `${serviceText('a')}---\n${serviceText('b')}`;

test('a stream gives all of its documents', () => {
  expect(services(two)).toEqual(['default/a', 'default/b']);
});

test('several texts give one mesh', () => {
  expect(services(serviceText('a'), serviceText('b'))).toEqual(['default/a', 'default/b']);
});

test('a bad document costs only itself', () => {
  const text = `${serviceText('a')}---\nkind: [\n---\n${serviceText('b')}`;
  expect(services(text)).toEqual(['default/a', 'default/b']);
  expect(found(text)).toEqual(['yaml-invalid: This document is not valid YAML: deficient indentation.']);
});

test('a text without content says nothing', () => {
  for (const text of [
    '',
    '\n',
    '---',
    '---\n---\n',
    '# a comment\n---\n  # another\n',
    '...\n',
    '%YAML 1.2\n'
  ]) {
    expect(found(text)).toEqual([]);
  }
});

test('null is no object and no finding', () => {
  expect(found('null\n---\n~\n')).toEqual([]);
});

test('a document may begin behind its marker', () => {
  expect(services('--- {apiVersion: v1, kind: Service, metadata: {name: a}}\n')).toEqual(['default/a']);
});

test('comments, directives and the end marker are no documents', () => {
  const text = `# head\n%YAML 1.2\n--- # first\n${serviceText('a')}...\n%YAML 1.2\n---\n${serviceText('b')}...\n`;
  expect(services(text)).toEqual(['default/a', 'default/b']);
  expect(found(text)).toEqual([]);
});

test('a marker inside a text is no marker', () => {
  const text = serviceText(
    'a',
    '  annotations:\n    block: |\n      ---\n      x\n    quoted: "a\n      --- b"\n    plain: a---b\n'
  );
  expect(read(text).value.services[0]?.meta.annotations).toEqual({
    block: '---\nx\n',
    quoted: 'a --- b',
    plain: 'a---b'
  });
});

test('only a line break begins a line: the separator of Unicode does not', () => {
  expect(read(serviceText('a', '  annotations:\n    x: "a\u2028---\u2028b"\n')).value.services).toHaveLength(
    1
  );
});

test('lines may end as on Windows or on the oldest Macs', () => {
  expect(services(two.replaceAll('\n', '\r\n'))).toEqual(['default/a', 'default/b']);
  expect(services(two.replaceAll('\n', '\r'))).toEqual(['default/a', 'default/b']);
});

test('a byte order mark is no content', () => {
  expect(services(`\uFEFF${two}`)).toEqual(['default/a', 'default/b']);
  expect(services(`\uFEFF---\n${two}`)).toEqual(['default/a', 'default/b']);
  expect(found('\uFEFF')).toEqual([]);
});

test('JSON is read as it is', () => {
  expect(services('{"apiVersion":"v1","kind":"Service","metadata":{"name":"a","namespace":"b"}}')).toEqual([
    'b/a'
  ]);
});

test('a text with a NUL is binary, and nothing of it is read', () => {
  expect(services(`${serviceText('a')}\0`)).toEqual([]);
  expect(found(`${serviceText('a')}\0`)).toEqual(['text-binary: This file is binary, not YAML or JSON.']);
});
