import { afterEach } from 'vitest';
import * as Failures from './Failures.js';

afterEach(({ task }) => {
  if (task.result?.state === 'fail') Failures.note();
});
