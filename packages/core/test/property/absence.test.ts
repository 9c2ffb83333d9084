import { outageTolerant, remembering } from '@meshfence/test-kit';
import { test } from 'vitest';
import { heardOrNot } from './heardOrNot.js';
import { holds } from './holds.js';

test('a source that is missing or blind never shrinks a scope', () =>
  holds(heardOrNot(), outageTolerant, 200));

test('what has been learned stays when nothing shows it any more', () =>
  holds(heardOrNot(), remembering, 200));
