import { mesh, plainMesh, roundtrip, stableText } from '@meshfence/test-kit';
import { test } from 'vitest';
import { holds } from './holds.js';

test('a mesh that is written and read again is the same mesh', () => holds(plainMesh(), roundtrip, 120));

test('what has been read once is written in the same bytes from then on', () =>
  holds(mesh(), stableText, 80));
