import { mesh, validEmission } from '@meshfence/test-kit';
import { test } from 'vitest';
import { holds } from './holds.js';

test('Istio takes every Sidecar, none selects too much, and none stands over another', () =>
  holds(mesh(), validEmission, 300));
