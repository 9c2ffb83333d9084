import { edge, indifferent, mesh, monotone } from '@meshfence/test-kit';
import fc from 'fast-check';
import { test } from 'vitest';
import { holds } from './holds.js';

test('one more edge never removes a host from a scope', () =>
  holds(fc.tuple(mesh(), edge('any')), ([given, one]) => monotone(given, one), 250));

test('a Service that nothing refers to changes nothing', () => holds(mesh(), indifferent, 150));
