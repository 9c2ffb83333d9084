import { idempotent, mesh } from '@meshfence/test-kit';
import { test } from 'vitest';
import { holds } from './holds.js';

test('a plan that has been applied gives itself again', () => holds(mesh(), idempotent, 250));
