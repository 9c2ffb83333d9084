import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (name: string): string =>
  fileURLToPath(new URL(`packages/${name}/src/index.ts`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      '@meshfence/als-adapter': source('als-adapter'),
      '@meshfence/core': source('core'),
      '@meshfence/k8s-adapter': source('k8s-adapter'),
      '@meshfence/prom-adapter': source('prom-adapter'),
      '@meshfence/test-kit': source('test-kit')
    }
  },
  test: {
    include: ['packages/*/test/**/*.test.ts'],
    setupFiles: ['vitest.setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      exclude: ['**/index.ts', '**/*.d.ts'],
      reporter: ['text-summary', 'json-summary']
    }
  }
});
