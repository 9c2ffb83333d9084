import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import suites from '../vitest.config.js';

export default defineConfig({
  ...suites,
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['bench/*.ts'],
    fileParallelism: false,
    testTimeout: 1_800_000,
    hookTimeout: 300_000,
    disableConsoleIntercept: true
  }
});
