import { expect, test } from 'vitest';
import type { Caller } from '../../../src/model/Edge.js';
import { edgeKey } from '../../../src/model/edgeKey.js';

const web: Caller = { _tag: 'Named', namespace: 'shop', name: 'web' };
const labelled = (labels: Readonly<Record<string, string>>): Caller => ({
  _tag: 'Labelled',
  namespace: 'shop',
  labels
});
const call = { from: web, to: 'cart', port: 80, protocol: 'http' };

test('calls that differ in anything have different keys', () => {
  const calls = [
    call,
    { ...call, from: { ...web, namespace: 'stock' } },
    { ...call, from: { ...web, name: 'app' } },
    { ...call, from: labelled({ app: 'web' }) },
    { ...call, from: labelled({ app: 'web', version: 'v1' }) },
    { ...call, from: { ...web, name: '[["app","web"]]' } },
    { ...call, to: 'bank' },
    { ...call, port: 81 },
    { ...call, port: undefined },
    { ...call, protocol: 'tcp' },
    { ...call, protocol: undefined }
  ];
  expect(new Set(calls.map(edgeKey)).size).toBe(calls.length);
});

test('the order of labels makes no difference', () => {
  const [a, b] = [labelled({ app: 'web', version: 'v1' }), labelled({ version: 'v1', app: 'web' })];
  expect(edgeKey({ ...call, from: a })).toBe(edgeKey({ ...call, from: b }));
});
