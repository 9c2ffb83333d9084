import type { Mesh } from '@meshfence/core';
import { heardForEver, mesh } from '@meshfence/test-kit';
import fc from 'fast-check';

/** Meshes, half of them such that every workload is heard for ever: there what has been silent for long expires. */
export const heardOrNot = (): fc.Arbitrary<Mesh> => fc.oneof(mesh(), mesh().map(heardForEver));
