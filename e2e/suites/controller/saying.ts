import type { JsonObject } from '@meshfence/core';
import { expect } from 'vitest';

/** Conditions of which one is as expected; the others may be what they are. */
export const saying = (condition: JsonObject): unknown =>
  expect.arrayContaining([expect.objectContaining(condition)]);
