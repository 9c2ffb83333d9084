import { mesh, routedKept, unheardKeeps } from '@meshfence/test-kit';
import { test } from 'vitest';
import { holds } from './holds.js';

test('a host stays as long as calls are seen where those to it lead', () => holds(mesh(), routedKept, 200));

test('a workload that is not heard all the while loses nothing by that', () =>
  holds(mesh(), unheardKeeps, 200));
