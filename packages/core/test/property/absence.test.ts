import { mesh, outageTolerant, remembering } from '@meshfence/test-kit';
import { test } from 'vitest';
import { holds } from './holds.js';

test('a source that is missing or blind never shrinks a scope', () => holds(mesh(), outageTolerant, 200));

test('what has been learned stays when nothing shows it any more', () => holds(mesh(), remembering, 200));
