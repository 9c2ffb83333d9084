import fc from 'fast-check';
import { emptyMesh, encodeMesh } from '@meshfence/core';
import { mesh } from '@meshfence/test-kit';
import { expect, test } from 'vitest';
import { definitions } from '../../../../../src/lower/controller/definitions/definitions.js';
import type { Json, JsonObject } from '../../../../../src/model/Json.js';
import { at } from '../../../given/at.js';
import { fence, slimeBoot } from '../../../given/objects.js';
import { complaints } from './judge.js';

const schemaOf = (kind: Json | undefined): JsonObject => {
  const found = definitions.find(({ object }) => at(object, 'spec', 'names', 'kind') === kind);
  return at(found?.object, 'spec', 'versions', 0, 'schema', 'openAPIV3Schema') as JsonObject;
};

const own = ['ServiceFence', 'SlimeBoot'];

/** Fields of Kubernetes' own objects are for Kubernetes to describe. */
const kubernetes =
  /^\.spec\.(volumes|volumeMounts|containers\.slime\.volumeMounts|env)\[\d+\]\..* not described$/;

/** Kind and metadata are every object's, and in no schema. */
const said = ({ kind, spec, status }: JsonObject): ReadonlyArray<string> =>
  complaints(schemaOf(kind), {
    ...(spec === undefined ? {} : { spec }),
    ...(status === undefined ? {} : { status })
  }).filter(each => !kubernetes.test(each));

test('whatever the encoder writes of fences and of a configuration is valid, described and kept', () => {
  fc.assert(
    fc.property(mesh(), ({ config, fences }) => {
      const objects = encodeMesh({ ...emptyMesh, config: { ...config, values: {} }, fences });
      expect(objects.filter(({ kind }) => own.some(each => each === kind)).flatMap(said)).toEqual([]);
    }),
    { numRuns: 200 }
  );
});

test.each<[string, Json]>([
  ['a strategy that is nothing', { a: null, b: {} }],
  ['strategies without a value', { a: { stable: null }, b: { auto: null, deadline: null } }],
  ['a text as an instant', { a: { deadline: { expire: '2026-03-01T08:00:00.5+01:00' } } }],
  ['seconds, in quotes or not', { a: { deadline: { expire: { seconds: '1782777600', nanos: 5 } } } }],
  ['a text as a duration', { a: { auto: { duration: '1h30m' }, RecentlyCalled: { seconds: 1 } } }],
  ['a deadline without an instant', { a: { deadline: {} } }],
  ['nothing at all', null]
])('spec.host may hold %s', (_, host) => {
  expect(said(fence('shop/web', { host }))).toEqual([]);
});

test.each<[JsonObject, string]>([
  [{ enable: 'yes' }, '.spec.enable: string'],
  [{ host: { a: 'b' } }, '.spec.host.a: string'],
  [{ host: { a: { deadline: { expire: 'soon' } } } }, '.spec.host.a.deadline.expire: "soon"'],
  [{ host: { a: { auto: { duration: { seconds: 'x' } } } } }, '.spec.host.a.auto.duration.seconds: "x"'],
  [{ hosts: {} }, '.spec.hosts: dropped'],
  [{ labelSelector: [{ selector: { a: 1 } }] }, '.spec.labelSelector[0].selector.a: integer']
])('a fence with %j is malformed', (spec, complaint) => {
  expect(said(fence('shop/web', spec))).toEqual([complaint]);
});

test('a status has states by name and by number, and what others have left in it', () => {
  const domains = (status: Json) => ({ domains: { a: { hosts: ['a'], status } } });
  const good = ['ACTIVE', 'EXPIREWAIT', 'EXPIRE', 0, 1, 2, null];
  for (const state of good) expect(said(fence('shop/web', {}, domains(state)))).toEqual([]);
  for (const state of ['GONE', 3, -1, true])
    expect(said(fence('shop/web', {}, domains(state)))).toHaveLength(1);
  expect(said(fence('shop/web', {}, { visitor: { a: true } }))).toEqual([]);
});

test.each<[JsonObject]>([
  [{ wormholePort: [80, '9080'] }],
  [{ globalSidecarMode: false }],
  [{ globalSidecarMode: 'namespaced' }],
  [{ metricSourceType: '' }],
  [{ domainAlias: [{ pattern: 'a', template: 'b' }], disableAutoFence: true }],
  [{ domainAliases: [{ pattern: 'a', template: ['b'] }] }],
  [{ dispatches: [{ name: 1, domains: ['a', 5, null], cluster: 'PassthroughCluster' }] }],
  [{ autoFence: null, namespace: null, egressHosts: null, dispatches: null, expiry: null }]
])('a SlimeBoot may say %j, in either shape', general => {
  expect(said(slimeBoot(general))).toEqual([]);
  expect(said(slimeBoot({}, { general: null, fence: general }))).toEqual([]);
});

test.each<[JsonObject]>([
  [{ replicaCount: '2', image: { tag: 1.25, pullPolicy: '' }, args: [1, 'a'] }],
  [{ env: [{ name: 'A', value: 1 }], volumes: [{ name: 'a', emptyDir: {} }] }],
  [{ containers: { slime: { volumeMounts: [{ name: 'a', mountPath: '/a', readOnly: true }] } } }],
  [{ component: { globalSidecar: { resources: { limits: { cpu: 0.5 } }, type: false }, pilot: {} } }],
  [{ component: { accessLogReceiver: { enable: true, replicas: '3', port: 9000, resources: null } } }],
  [{ component: null, image: null, volumes: null, nodeSelector: null }]
])('a SlimeBoot may have %j in its spec', spec => {
  expect(said(slimeBoot({}, {}, spec))).toEqual([]);
});

test('what is said of a Prometheus may be nothing, and texts may look like something else', () => {
  const ofPrometheus = (prometheus: JsonObject) => said(slimeBoot({}, { metric: { prometheus } }));
  expect(
    ofPrometheus({ headers: { a: 1 }, parameters: { dedup: true }, interval: '30s', window: { seconds: 9 } })
  ).toEqual([]);
  expect(
    ofPrometheus({ handlers: null, headers: null, interval: null, basicAuth: null, tlsConfig: null })
  ).toEqual([]);
  expect(ofPrometheus({ interval: 'soon', tlsConfig: { insecureSkipVerify: 'no' } })).toEqual([
    '.spec.module[0].metric.prometheus.interval: "soon"',
    '.spec.module[0].metric.prometheus.tlsConfig.insecureSkipVerify: string'
  ]);
});

test('a SlimeBoot may have any further field, which templates read', () => {
  expect(said(slimeBoot({}, {}, { foo: 'bar', more: { of: ['it'] } }))).toEqual([
    '.spec.foo: not described',
    '.spec.more: not described'
  ]);
});

test.each<[JsonObject, JsonObject, string]>([
  [{ wormholePort: '9080' }, {}, '.spec.module[0].general.wormholePort: string'],
  [{ wormholePort: ['http'] }, {}, '.spec.module[0].general.wormholePort[0]: "http"'],
  [{ autoFence: 'true' }, {}, '.spec.module[0].general.autoFence: string'],
  [{ globalSidecarMode: 'nowhere' }, {}, '.spec.module[0].general.globalSidecarMode: "nowhere"'],
  [{ dispatches: [{ domains: ['a'] }] }, {}, '.spec.module[0].general.dispatches[0].cluster: required'],
  [{ expiry: { learned: '7d', shrinkBudget: 0 } }, {}, '.spec.module[0].general.expiry.shrinkBudget: 0'],
  [{}, { replicaCount: -1 }, '.spec.replicaCount: -1'],
  [{}, { image: { pullPolicy: 'Sometimes' } }, '.spec.image.pullPolicy: "Sometimes"'],
  [{}, { volumes: [{ emptyDir: {} }] }, '.spec.volumes[0].name: required']
])('a SlimeBoot with %j and %j is malformed', (general, spec, complaint) => {
  expect(said(slimeBoot(general, {}, spec))).toEqual([complaint]);
});

const descriptions = (schema: Json | undefined, path: string): ReadonlyArray<string> => {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return [];
  const { additionalProperties, items, properties = {} } = schema as JsonObject;
  return [
    ...Object.entries(properties as JsonObject).flatMap(([name, each]) => [
      ...(typeof at(each, 'description') === 'string' ? [] : [`${path}.${name}`]),
      ...descriptions(each, `${path}.${name}`)
    ]),
    ...descriptions(items, `${path}[]`),
    ...descriptions(additionalProperties, `${path}.*`)
  ];
};

test.each(own)('every field of a %s is described', kind => {
  expect(descriptions(schemaOf(kind), kind)).toEqual([]);
});
