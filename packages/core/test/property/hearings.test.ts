import { compile } from '@meshfence/core';
import { difference, mesh } from '@meshfence/test-kit';
import { test } from 'vitest';
import { holds } from './holds.js';

test('what sources have heard bears on no plan', () =>
  holds(mesh(), given => difference(compile(given), compile({ ...given, hearings: [] }), 'compiled'), 60));
