import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { steps } from '../../packages/k8s-adapter/test/support/conformance/steps.js';
import { transcript } from '../../packages/k8s-adapter/test/support/conformance/transcript.js';
import { Mesh } from '../harness/Mesh.js';

const file = fileURLToPath(
  new URL('../../packages/k8s-adapter/test/support/conformance/transcript.txt', import.meta.url)
);

let mesh: Mesh;

beforeAll(async () => {
  mesh = await Mesh.start({ only: 'api' });
});

afterAll(async () => {
  await mesh?.stop();
});

test('the real API server answers what the fake one is held to', async () => {
  const answers = await transcript(
    ({ method, path, body, contentType }) =>
      mesh.api.ask(path, {
        method,
        contentType,
        ...(body === undefined ? {} : { body: JSON.parse(body) })
      }),
    steps
  );
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, answers);
  expect(answers).toBe(readFileSync(file, 'utf8'));
});
