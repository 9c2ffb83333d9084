import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (name: string): string =>
  fileURLToPath(new URL(`../packages/${name}/src/index.ts`, import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: { alias: { '@meshfence/core': source('core'), '@meshfence/test-kit': source('test-kit') } },
  test: {
    include: ['suites/**/*.test.ts'],
    globalSetup: ['harness/install.ts'],
    testTimeout: 300_000,
    hookTimeout: 3_600_000
  }
});
