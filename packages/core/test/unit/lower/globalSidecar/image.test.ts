import { expect, test } from 'vitest';
import { at, built } from './given.js';

const digest = `sha256:${'0a'.repeat(32)}`;
const usual = 'docker.io/envoyproxy/envoy:distroless-v1.40.0';

const image = (fields: Readonly<Record<string, string | number>>) => {
  const { codes, container } = built({ component: { image: fields } });
  return { codes, image: at(container, 'image'), policy: at(container, 'imagePullPolicy') };
};

test('upstream Envoy runs where nobody names an image', () => {
  expect(image({})).toEqual({ codes: [], image: usual, policy: 'IfNotPresent' });
  expect(image({ pullPolicy: 'Always' })).toEqual({ codes: [], image: usual, policy: 'Always' });
});

test.each([
  ['r.example/mirror/envoy', 'v1.39.1', 'r.example/mirror/envoy:v1.39.1'],
  ['r.example:5000/my-envoy-distroless', undefined, 'r.example:5000/my-envoy-distroless:distroless-v1.40.0'],
  ['envoy', 'v1.39.0', 'envoy:v1.39.0'],
  ['envoy', '2.1', 'envoy:2.1'],
  ['envoy', 'contrib-v1.40.1', 'envoy:contrib-v1.40.1'],
  ['envoy', 'latest', 'envoy:latest'],
  ['envoy', digest, `envoy@${digest}`],
  ['envoy', `v1.40.0@${digest}`, `envoy:v1.40.0@${digest}`]
])('an Envoy of the user’s is used: %s %s', (repository, tag, expected) => {
  const found = image(tag === undefined ? { repository } : { repository, tag });
  expect(found).toMatchObject({ codes: [], image: expected });
});

test.each(['docker.io/slimeio/slime-global-sidecar', 'r.example/envoy/other'])(
  '%s is no Envoy, and replaced',
  repository => {
    expect(image({ repository, tag: 'v1' })).toMatchObject({ codes: ['image-replaced'], image: usual });
  }
);

test('a tag alone is another release of upstream’s', () => {
  expect(image({ tag: 'v1.41.0' })).toMatchObject({
    codes: [],
    image: 'docker.io/envoyproxy/envoy:v1.41.0'
  });
});

test.each([
  ['docker.io/envoyproxy/envoy', 'v1.20.0'],
  ['r.example/envoy', 'distroless-v1.38.9'],
  ['r.example/envoy', '1.38'],
  [undefined, 'v0.9.0']
])('%s:%s is an Envoy that is too old, and replaced', (repository, tag) => {
  const found = image(repository === undefined ? { tag } : { repository, tag });
  expect(found).toMatchObject({ codes: ['image-replaced'], image: usual });
});

test('a tag may be a number, and a pull policy must exist', () => {
  expect(image({ repository: 'envoy', tag: 1.41 }).image).toBe('envoy:1.41');
  expect(image({ pullPolicy: 'Sometimes', x: 'y' }).codes).toEqual(['field-invalid', 'field-unknown']);
});
