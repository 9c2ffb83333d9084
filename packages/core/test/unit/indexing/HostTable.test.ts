import { expect, test } from 'vitest';
import { hostTable } from '../../../src/indexing/HostTable.js';

const hosts = ['a.b.com', 'b.com', '*.b.com', '*.com', 'x.org', '*', 'b.com'];
const table = hostTable(hosts.map((host, index) => [host, `${index}:${host}`] as const));

test('exactly finds a host under its own name, wildcard or not, as often as it is there', () => {
  expect(table.exactly('b.com')).toEqual(['1:b.com', '6:b.com']);
  expect(table.exactly('*.b.com')).toEqual(['2:*.b.com']);
  expect(table.exactly('c.b.com')).toEqual([]);
});

test('covering finds the wildcards above a host, nearest first', () => {
  expect(table.covering('a.b.com')).toEqual(['2:*.b.com', '3:*.com', '5:*']);
  expect(table.covering('a.a.b.com')).toEqual(['2:*.b.com', '3:*.com', '5:*']);
});

test('a wildcard does not cover the name that it is made of', () => {
  expect(table.covering('b.com')).toEqual(['3:*.com', '5:*']);
});

test('a wildcard covers itself and narrower wildcards', () => {
  expect(table.covering('*.b.com')).toEqual(['2:*.b.com', '3:*.com', '5:*']);
  expect(table.covering('*.com')).toEqual(['3:*.com', '5:*']);
});

test('matching a name finds it and the wildcards above it', () => {
  expect(table.matching('a.b.com')).toEqual(['0:a.b.com', '2:*.b.com', '3:*.com', '5:*']);
  expect(table.matching('x.org')).toEqual(['4:x.org', '5:*']);
});

test('matching a wildcard also finds everything under it', () => {
  expect([...table.matching('*.b.com')].toSorted()).toEqual(['0:a.b.com', '2:*.b.com', '3:*.com', '5:*']);
  expect([...table.matching('*.com')].toSorted()).toEqual([
    '0:a.b.com',
    '1:b.com',
    '2:*.b.com',
    '3:*.com',
    '5:*',
    '6:b.com'
  ]);
});

test('a wildcard does not match the name that it is made of', () => {
  expect(hostTable([['b.com', 1]]).matching('*.b.com')).toEqual([]);
});

test('a name that only ends like another one is not under it', () => {
  expect(hostTable([['*.b.com', 1]]).matching('ab.com')).toEqual([]);
  expect(hostTable([['ab.com', 1]]).matching('*.b.com')).toEqual([]);
});

test('everything is under the lone wildcard', () => {
  expect(table.matching('*')).toHaveLength(hosts.length);
});

test('within finds a name itself, and everything at or beneath a wildcard', () => {
  expect(table.within('a.b.com')).toEqual(['0:a.b.com']);
  expect(table.within('*.b.com').toSorted()).toEqual(['0:a.b.com', '2:*.b.com']);
  expect(table.within('*.a.b.com')).toEqual([]);
  expect(table.within('*')).toHaveLength(hosts.length);
});
