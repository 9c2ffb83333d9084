import fc from 'fast-check';
import { encodeMesh, printYaml } from '@meshfence/core';
import type { Json, JsonObject } from '@meshfence/core';
import { hostileHost } from './host.js';
import { plainMesh } from './mesh.js';

const kinds = fc.constantFrom(
  ['v1', 'Service'],
  ['v1', 'Namespace'],
  ['v1', 'Pod'],
  ['v1', 'List'],
  ['v1', 'Endpoints'],
  ['discovery.k8s.io/v1', 'EndpointSlice'],
  ['networking.istio.io/v1', 'ServiceEntry'],
  ['networking.istio.io/v1beta1', 'VirtualService'],
  ['networking.istio.io/v1alpha3', 'Sidecar'],
  ['microservice.slime.io/v1alpha1', 'ServiceFence'],
  ['config.netease.com/v1alpha1', 'SlimeBoot'],
  ['meshfence.io/v1alpha1', 'EdgeList'],
  ['apps/v1', 'Deployment']
);

const json = (maxDepth: number): fc.Arbitrary<Json> => fc.jsonValue({ maxDepth }).map(value => value as Json);

const spoilt = fc.oneof(
  json(2),
  hostileHost,
  fc.constantFrom<Json>(null, [], {}, [null], 1e308, -0, '{{x}}')
);

/** An object of a known kind whose fields hold anything at all. */
export const strangeObject: fc.Arbitrary<Json> = fc
  .tuple(kinds, fc.oneof(json(1), fc.constant({ name: 'a' })), json(4), json(3))
  .map(([[apiVersion = '', kind = ''], metadata, spec, status]) => ({
    apiVersion,
    kind,
    metadata,
    spec,
    status
  }));

const paths = (value: Json, here: ReadonlyArray<string> = []): ReadonlyArray<ReadonlyArray<string>> =>
  typeof value === 'object' && value !== null
    ? [here, ...Object.entries(value).flatMap(([key, item]) => paths(item, [...here, key]))]
    : [here];

const replace = (value: Json, path: ReadonlyArray<string>, by: Json): Json => {
  const [head, ...rest] = path;
  if (head === undefined || typeof value !== 'object' || value === null) return by;
  if (Array.isArray(value))
    return value.map((item: Json, index) => (String(index) === head ? replace(item, rest, by) : item));
  const entries = Object.entries(value as JsonObject);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, key === head ? replace(item, rest, by) : item])
  );
};

/** A valid object with one of its fields spoilt. */
export const spoiltObjects: fc.Arbitrary<ReadonlyArray<Json>> = fc
  .tuple(plainMesh(), fc.nat(), spoilt)
  .map(([mesh, at, by]) =>
    encodeMesh(mesh).map(object => {
      const all = paths(object);
      return replace(object, all[at % all.length] ?? [], by);
    })
  );

const yamlCorners = [
  '',
  '---\n---\n',
  '\uFEFFa: 1',
  'a: &a [*a]',
  'a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]',
  'apiVersion: v1\nkind: Service\nkind: Pod\nmetadata: {name: a}',
  '__proto__: {kind: Service}\nconstructor: 1',
  '? [a, b]\n: 1',
  '!!js/function "x"',
  'a: !!binary aGVsbG8=',
  '- - - - - - - -',
  '[[[[[[[[[[',
  '{"a": 1',
  'a: 1e999\nb: 0x1F\nc: 0o17\nd: .nan',
  'a: {{your_port}}\nb: {{ x }}',
  '%YAML 9.9\n---\na: 1',
  '\u0000\u0001',
  'a:\n\t- b'
] as const;

const torn = fc
  .tuple(plainMesh(), fc.nat(), fc.string({ unit: 'binary', maxLength: 4 }))
  .map(([mesh, at, junk]) => {
    const text = printYaml(encodeMesh(mesh));
    const cut = text.length === 0 ? 0 : at % text.length;
    return text.slice(0, cut) + junk + text.slice(cut + junk.length);
  });

/** A text that might be given for a manifest: corners of YAML, torn manifests, plain noise. */
export const strangeText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom<string>(...yamlCorners),
  torn,
  fc.string({ unit: 'binary', maxLength: 60 })
);
