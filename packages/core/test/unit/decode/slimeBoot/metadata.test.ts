import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/model/Json.js';
import { configured, findings } from '../../given/decoded.js';
import { slimeBoot } from '../../given/objects.js';

const digest = `sha256:${'0a'.repeat(32)}`;

/** What is found where a field of the spec, of the module's `global` or of the global-sidecar has a value. */
const inSpec = (spec: JsonObject) => findings(configured(slimeBoot({}, {}, spec)).diagnostics);
const inGlobal = (global: JsonObject) => findings(configured(slimeBoot({}, { global })).diagnostics);
const inComponent = (globalSidecar: JsonObject) => inSpec({ component: { globalSidecar } });

const names: ReadonlyArray<readonly [string, boolean]> = [
  ['mesh', true],
  ['mesh.one-2', true],
  ['', true],
  ['Bad_Name', false],
  ['-a', false],
  ['a..b', false],
  ['a'.repeat(254), false]
];

test.each(names)('a ServiceAccount called %j: %j', (name, isGood) => {
  expect(inSpec({ serviceAccount: { name } }).length === 0).toBe(isGood);
});

test('a name that is none gives way to the default', () => {
  const { value } = configured(slimeBoot({}, {}, { serviceAccount: { name: 'Bad_Name' } }));
  expect(value.deployment.serviceAccount.name).toBeUndefined();
});

const repositories: ReadonlyArray<readonly [string, boolean]> = [
  ['envoy', true],
  ['docker.io/envoyproxy/envoy', true],
  ['localhost:5000/a/b_c-d.e', true],
  ['[fd00::1]:5000/a', true],
  ['Registry.Example/a', true],
  ['', true],
  ['docker.io/Envoy', false],
  ['a b', false],
  ['docker.io/a:v1', false],
  [`docker.io/a@${digest}`, false],
  ['docker.io//a', false],
  ['https://docker.io/a', false]
];

test.each(repositories)('the repository %j: %j', (repository, isGood) => {
  expect(inSpec({ image: { repository } }).length === 0).toBe(isGood);
  expect(inComponent({ image: { repository } }).length === 0).toBe(isGood);
});

test.each([
  ['v1.2', true],
  ['Latest_1', true],
  [digest, true],
  [`v1@${digest}`, true],
  ['', true],
  ['a b', false],
  ['-a', false],
  ['a:b', false],
  ['a'.repeat(129), false],
  ['sha256:abc', false]
])('the tag %j: %j', (tag, isGood) => {
  expect(inSpec({ image: { tag } }).length === 0).toBe(isGood);
  expect(inComponent({ image: { tag } }).length === 0).toBe(isGood);
});

test.each([
  ['r1', true],
  ['1-20.x_y', true],
  ['', true],
  ['a b!', false],
  ['-a', false],
  ['a'.repeat(64), false]
])('the revision %j: %j', (istioRev, isGood) => {
  expect(inGlobal({ istioRev }).length === 0).toBe(isGood);
});

test.each<[JsonObject, string | undefined]>([
  [{ 'example.com/a': 'b', a: '' }, undefined],
  [{ a: 'b!' }, 'labels.a'],
  [{ 'a b': 'c' }, 'labels.a b'],
  [{ '/a': 'c' }, 'labels./a'],
  [{ 'A.com/a': 'c' }, 'labels.A.com/a']
])('the labels %j', (labels, field) => {
  const found = [inComponent({ sidecarInject: { labels } }), inSpec({ nodeSelector: labels })];
  expect(found.map(each => each.length)).toEqual(field === undefined ? [0, 0] : [1, 1]);
});

test('annotations have keys like labels, and any values', () => {
  expect(inComponent({ sidecarInject: { annotations: { 'a.b/c': 'x y!' } } })).toEqual([]);
  expect(inComponent({ sidecarInject: { annotations: { 'a b': 'x' } } })).toHaveLength(1);
});

test('resources that are no quantities are left out, and the others stay', () => {
  const resources = {
    limits: { cpu: 1, memory: 'lots' },
    requests: 'many',
    claims: [{ name: 'gpu' }]
  };
  const left = { limits: { cpu: 1 }, claims: [{ name: 'gpu' }] };
  const { value, diagnostics } = configured(
    slimeBoot({}, {}, { component: { globalSidecar: { resources } }, resources })
  );
  expect([value.globalSidecar?.settings['resources'], value.deployment.resources]).toEqual([left, left]);
  expect(findings(diagnostics)).toEqual(
    ['spec.component.globalSidecar.resources', 'spec.resources'].flatMap(path => [
      `field-invalid: ${path}.limits.memory must be a quantity such as "200m" or "400Mi", not the text "lots". The entry is left out.`,
      `field-invalid: ${path}.requests must be a mapping with the requests, not the text "many". The entry is left out.`
    ])
  );
  expect(inSpec({ resources: { limits: null, requests: { cpu: null } } })).toEqual([]);
});
