import { idempotent } from '@meshfence/test-kit';
import { test } from 'vitest';
import { heardOrNot } from './heardOrNot.js';
import { holds } from './holds.js';

test('a plan that has been applied gives itself again', () => holds(heardOrNot(), idempotent, 250));
