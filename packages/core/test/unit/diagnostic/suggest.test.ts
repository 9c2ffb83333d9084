import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { didYouMean } from '../../../src/diagnostic/suggest.js';

const cluster = '.shop.svc.cluster.local';

test('a misspelt field is recognised', () => {
  expect(didYouMean('lables', ['labels', 'name', 'annotations'])).toBe('labels');
  expect(didYouMean('workloadselector', ['workloadSelector', 'namespaceSelector'])).toBe('workloadSelector');
  expect(didYouMean('nameSpace', ['namespace', 'namespaces'])).toBe('namespace');
});

test('a misspelt label of a host is recognised, wherever it is', () => {
  const hosts = [`details${cluster}`, `ratings${cluster}`, 'details.default.svc.cluster.local'];
  expect(didYouMean(`detials${cluster}`, hosts)).toBe(`details${cluster}`);
  expect(didYouMean('details.defualt.svc.cluster.local', hosts)).toBe('details.default.svc.cluster.local');
});

test('hosts that share only their end are no misspellings of one another', () => {
  expect(didYouMean(`web${cluster}`, [`api${cluster}`])).toBeUndefined();
  expect(didYouMean(`details${cluster}`, [`ratings${cluster}`, `reviews${cluster}`])).toBeUndefined();
});

test('a name of one letter is no misspelling of another', () => {
  expect(didYouMean('a', ['b', 'c'])).toBeUndefined();
  expect(didYouMean(`a${cluster}`, [`b${cluster}`])).toBeUndefined();
});

test('the name itself is not suggested', () => {
  expect(didYouMean('labels', ['labels'])).toBeUndefined();
});

test('a short name allows for one slip, a long one for up to three', () => {
  expect(didYouMean('port', ['host'])).toBeUndefined();
  expect(didYouMean('prot', ['port'])).toBe('port');
  expect(didYouMean('desttinatoinz', ['destinations'])).toBe('destinations');
});

test('a name longer than any host is not compared', () => {
  expect(didYouMean('x'.repeat(256), [`${'x'.repeat(255)}y`])).toBeDefined();
  expect(didYouMean('x'.repeat(257), [`${'x'.repeat(256)}y`])).toBeUndefined();
});

test('the nearest goes before the first', () => {
  expect(didYouMean('destinations', ['bestinatiox', 'destination'])).toBe('destination');
  expect(didYouMean('destinations', ['destination', 'bestinatiox'])).toBe('destination');
});

test('a tie goes to the first by code units', () => {
  expect(didYouMean('hosta', ['hostc', 'hostb', 'hostd'])).toBe('hostb');
});

test('the order of the candidates never shows', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '.'), minLength: 1, maxLength: 8 });
  const shuffled = fc
    .array(word, { maxLength: 8 })
    .chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
  fc.assert(
    fc.property(word, shuffled, (name, [all, other]) => {
      expect(didYouMean(name, other)).toBe(didYouMean(name, all));
    })
  );
});

test('ten thousand long candidates that differ late are compared in time', () => {
  const start = 'a-very-long-name-that-they-all-share-'.repeat(5);
  const candidates = Array.from({ length: 10_000 }, (_, index) => `${start}${index}${cluster}`);
  expect(didYouMean(`${start}xyzwv${cluster}`, candidates)).toBeUndefined();
  expect(didYouMean('x'.repeat(1_000_000), candidates)).toBeUndefined();
});
