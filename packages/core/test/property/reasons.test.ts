import { mesh, plainMesh, reasoned, sufficient } from '@meshfence/test-kit';
import { test } from 'vitest';
import { holds } from './holds.js';

test('every host has a reason, and every chain of reasons has an end', () => holds(mesh(), reasoned, 200));

test('a host leaves with the last of its reasons, and with nothing else', () =>
  holds(plainMesh(), sufficient, 80));
