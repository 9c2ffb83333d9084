import { formsAgree, plainMesh } from '@meshfence/test-kit';
import { test } from 'vitest';
import { holds } from './holds.js';

test('exact and wildcard egress hosts select the same hosts of the mesh', () =>
  holds(plainMesh(), formsAgree, 150));
