import type { JsonObject } from '@meshfence/core';
import { expect, test } from 'vitest';
import { hasLeftOver } from '../../src/apply/hasLeftOver.js';

const wanted: JsonObject = {
  metadata: { labels: { app: 'a' }, finalizers: ['keep'] },
  spec: { ports: [{ port: 80, name: 'http' }], selector: {} }
};

const applied: JsonObject = {
  'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} }, 'f:finalizers': { '.': {}, 'v:"keep"': {} } },
  'f:spec': {
    'f:ports': { '.': {}, 'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:port': {}, 'f:name': {} } },
    'f:selector': {}
  }
};

test('all that was applied is wanted: the server has filled in a default of a key', () => {
  expect(hasLeftOver(applied, wanted)).toBe(false);
});

test.each([
  ['a field', { 'f:spec': { 'f:type': {} } }],
  ['a label', { 'f:metadata': { 'f:labels': { 'f:old': {} } } }],
  [
    'an element of a list',
    { 'f:spec': { 'f:ports': { 'k:{"port":81,"protocol":"TCP"}': { 'f:port': {} } } } }
  ],
  ['a field of an element', { 'f:spec': { 'f:ports': { 'k:{"port":80}': { 'f:nodePort': {} } } } }],
  ['a value of a list', { 'f:metadata': { 'f:finalizers': { 'v:"gone"': {} } } }]
])('%s that was applied is wanted no more', (_, fields) => {
  expect(hasLeftOver(fields as JsonObject, wanted)).toBe(true);
});

test('nothing was applied by us: nothing is left', () => {
  expect(hasLeftOver({}, wanted)).toBe(false);
});
