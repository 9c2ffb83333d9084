import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (name: string): string =>
  fileURLToPath(new URL(`../packages/${name}/src/index.ts`, import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../node_modules/.cache/e2e', import.meta.url)),
  resolve: {
    alias: {
      '@meshfence/core': source('core'),
      '@meshfence/k8s-adapter': source('k8s-adapter'),
      '@meshfence/prom-adapter': source('prom-adapter'),
      '@meshfence/test-kit': source('test-kit')
    }
  },
  test: {
    include: ['suites/**/*.test.ts'],
    setupFiles: ['harness/setup.ts'],
    // One mesh at a time.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000
  }
});
