import { expect, test } from 'vitest';
import { fileNames } from '../src/output/fileNames.js';

const sidecar = (namespace: string, name: string) => ({ kind: 'Sidecar', namespace, name });

test('a file is named after kind, namespace and name, in lower case', () => {
  expect(
    fileNames([sidecar('default', 'reviews'), { kind: 'SlimeBoot', namespace: '', name: 'Lazy' }])
  ).toEqual(['sidecar-default-reviews', 'slimeboot-lazy']);
});

test('names that hyphens cannot tell apart are joined by underscores, whatever their order', () => {
  const both = [sidecar('a', 'b-c'), sidecar('a-b', 'c')];
  expect(fileNames(both)).toEqual(['sidecar_a_b-c', 'sidecar_a-b_c']);
  expect(fileNames(both.toReversed())).toEqual(['sidecar_a-b_c', 'sidecar_a_b-c']);
});

test('names that differ by case only carry a digest', () => {
  const [upper, lower] = fileNames([sidecar('a', 'X'), sidecar('a', 'x')]);
  expect(upper).toMatch(/^sidecar_a_x-[0-9a-f]{10}$/);
  expect(lower).toMatch(/^sidecar_a_x-[0-9a-f]{10}$/);
  expect(upper).not.toBe(lower);
});

test('a name never leaves the folder, and never gets too long for a file system', () => {
  const [outside = '', long = ''] = fileNames([
    sidecar('..', '../../etc/passwd'),
    sidecar('a', 'x'.repeat(300))
  ]);
  expect(outside).toMatch(/^sidecar-\.\.-.._.._etc_passwd-[0-9a-f]{10}$/);
  expect(long.length).toBeLessThan(230);
});
