import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/model/Json.js';
import { installed, slime } from '../../given/installed.js';

const own = 'docker.io/meshfence/meshfence:0.1.0';
const image = (value: JsonObject) => installed({ image: value }).at('Deployment', ...slime, 'image');

test('the image is that of the release of this compiler', () => {
  const file = new URL('../../../../package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string };
  expect(image({})).toBe(`docker.io/meshfence/meshfence:${version}`);
});

test("an image is the user's word, also in part", () => {
  expect(image({ repository: 'registry.bank/mesh', tag: 'v2' })).toBe('registry.bank/mesh:v2');
  expect(image({ repository: 'registry.bank/mesh' })).toBe('registry.bank/mesh:0.1.0');
  const digest = `sha256:${'0a'.repeat(32)}`;
  expect(image({ tag: digest })).toBe(`docker.io/meshfence/meshfence@${digest}`);
  expect(image({ tag: 2 })).toBe('docker.io/meshfence/meshfence:2');
  expect(image({ repository: '', tag: '' })).toBe(own);
});

test("an image of Slime's knows nothing of our arguments, nor ours of its", () => {
  const spec = { image: { repository: 'docker.io/slimeio/slime-lazyload', tag: 'v1' }, args: ['-x'] };
  const { at, codes } = installed(spec);
  expect(at('Deployment', ...slime, 'image')).toBe(own);
  expect(at('Deployment', ...slime, 'args')).not.toContain('-x');
  expect(codes).toEqual(expect.arrayContaining(['image-replaced', 'args-ignored']));
});

test('nothing is said of arguments where there are none', () => {
  expect(installed({ image: { repository: 'slimeio/slime-lazyload' } }).codes).not.toContain('args-ignored');
});

test("when it is pulled is the user's word", () => {
  const policy = (value: JsonObject) =>
    installed({ image: value }).at('Deployment', ...slime, 'imagePullPolicy');
  expect(policy({})).toBe('IfNotPresent');
  expect(policy({ pullPolicy: 'Always' })).toBe('Always');
  expect(policy({ repository: 'slimeio/x', pullPolicy: 'Never' })).toBe('Never');
});
