import { edgeSourceConformance } from '@meshfence/test-kit';
import { expect, test } from 'vitest';
import { fakeMesh } from '../support/FakeMesh.js';

for (const { check, name } of edgeSourceConformance(() => fakeMesh()))
  test(`counters: ${name}`, async () => {
    expect(await check()).toBeUndefined();
  });

for (const { check, name } of edgeSourceConformance(() => fakeMesh({ readsSightings: true })))
  test(`sightings: ${name}`, async () => {
    expect(await check()).toBeUndefined();
  });
