import { expect, test } from 'vitest';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { findings, read } from '../given/decoded.js';
import { edges } from '../given/objects.js';

const decoded = (list: ReadonlyArray<JsonObject>, sources: ReadonlyArray<JsonObject> = []) =>
  decodeObjects([edges(list, sources)]);
const callerOf = (from: Json) => decoded([{ from, to: 'a.b' }]).value.edges[0]?.from;

test('a caller is a namespace and a name', () => {
  expect(callerOf('default/reviews')).toEqual({ _tag: 'Named', namespace: 'default', name: 'reviews' });
});

test('a caller may be labels in a namespace, of which only texts count', () => {
  const from = { namespace: 'default', labels: { app: 'reviews', replicas: 2 } };
  expect(callerOf(from)).toEqual({ _tag: 'Labelled', namespace: 'default', labels: { app: 'reviews' } });
});

test.each<[Json]>([
  ['reviews'],
  ['/reviews'],
  ['default/'],
  ['a/b/c'],
  [''],
  [null],
  [1],
  [[]],
  [{ namespace: 'default' }],
  [{ labels: { app: 'a' } }],
  [{ namespace: 'default', labels: {} }],
  [{ namespace: 'default', labels: { app: 1 } }]
])('%j is no caller, and costs its edge alone', from => {
  const { value, diagnostics } = decoded([
    { from, to: 'a.b' },
    { from: 'default/reviews', to: 'c.d' }
  ]);
  expect(value.edges.map(({ to }) => to)).toEqual(['c.d']);
  expect(diagnostics.map(({ code }) => code)).toContain('field-invalid');
});

test('an edge has a destination, and perhaps a port, a protocol and evidence', () => {
  const full = {
    from: 'default/reviews',
    to: 'a.b:80',
    port: '80',
    protocol: 'http',
    evidence: [
      { source: 'als', firstSeen: '1970-01-01T00:00:01Z', lastSeen: '1970-01-01T00:00:02Z', count: 3 },
      { source: 'prometheus' }
    ]
  };
  expect(decoded([full, { from: 'default/reviews', to: 'c.d' }]).value.edges).toMatchObject([
    {
      to: 'a.b:80',
      port: 80,
      protocol: 'http',
      evidence: [
        { source: 'als', firstSeen: 1000, lastSeen: 2000, count: 3 },
        { source: 'prometheus', firstSeen: undefined, lastSeen: undefined, count: undefined }
      ]
    },
    { to: 'c.d', port: undefined, protocol: undefined, evidence: [] }
  ]);
});

test('an edge remembers where it stood', () => {
  const text =
    'apiVersion: meshfence.io/v1alpha1\nkind: EdgeList\nmetadata: {name: a}\nedges:\n  - {from: a/b, to: c.d}\n';
  expect(read(text).value.edges[0]?.origin).toMatchObject({ file: '0.yaml', path: ['edges', 0] });
});

test('a source sees direct traffic only where it says so', () => {
  const { sources } = decoded(
    [],
    [{ name: 'a' }, { name: 'b', direct: true }, { name: 'c', direct: false }]
  ).value;
  expect(sources.map(({ name, direct, windows }) => [name, direct, windows.length])).toEqual([
    ['a', false, 0],
    ['b', true, 0],
    ['c', false, 0]
  ]);
});

test('a window is open until it says otherwise, and one that cannot be read claims no time', () => {
  const windows = [
    { from: '1970-01-01T00:00:01Z', to: '1970-01-01T00:00:02Z' },
    { from: '1970-01-01T00:00:03Z' },
    { from: 'then' },
    { from: '1970-01-01T00:00:04Z', to: 'now' }
  ];
  const { value, diagnostics } = decoded([], [{ name: 'a', direct: true, windows }]);
  expect(value.sources[0]?.windows).toEqual([
    { from: 1000, to: 2000 },
    { from: 3000, to: undefined }
  ]);
  expect(findings(diagnostics)).toHaveLength(2);
});

test('a time of evidence that cannot be read is left out, and the edge stays', () => {
  const evidence = [{ source: 'als', firstSeen: 'then', lastSeen: '1970-01-01T00:00:02Z' }];
  const { value } = decoded([{ from: 'default/reviews', to: 'a.b', evidence }]);
  expect(value.edges[0]?.evidence).toMatchObject([{ firstSeen: undefined, lastSeen: 2000 }]);
});

test('the edges and sources of all lists are one list', () => {
  const { value } = decodeObjects([
    edges([{ from: 'a/b', to: 'c.d' }], [{ name: 's' }]),
    edges([{ from: 'a/b', to: 'e.f' }], [{ name: 't' }])
  ]);
  expect([value.edges.length, value.sources.length]).toEqual([2, 2]);
});
