import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binary } from '../harness/process/Cache.js';
import { compiled } from './globalSidecar/compiled.js';

const folder = mkdtempSync(join(tmpdir(), 'validate-'));

const whyInvalid = (config: string): string => {
  const file = join(folder, 'envoy.yaml');
  writeFileSync(file, config);
  const { status, stderr } = spawnSync(binary('envoy'), ['--mode', 'validate', '-c', file], {
    encoding: 'utf8'
  });
  return status === 0
    ? ''
    : stderr
        .split('\n')
        .filter(each => each.includes('error'))
        .join('\n');
};

const cidr = fc.oneof(
  fc.tuple(fc.ipV4(), fc.nat(32)).map(([address, prefix]) => `${address}/${prefix}`),
  fc.tuple(fc.ipV6(), fc.nat(128)).map(([address, prefix]) => `${address}/${prefix}`),
  fc.ipV4(),
  fc.ipV6()
);

test('Envoy takes every configuration that settings lead to', { timeout: 120_000 }, () => {
  const component = fc.record(
    {
      port: fc.oneof(fc.integer({ min: -1, max: 70_000 }), fc.constantFrom(80, 8080, 15_001)),
      probePort: fc.oneof(fc.integer({ min: -1, max: 70_000 }), fc.constantFrom(8080, 20_000)),
      requestLog: fc.constantFrom('all', 'failed', 'none'),
      resources: fc.record({
        limits: fc.record({ memory: fc.constantFrom('400Mi', '1Gi', '1e9', 'much'), cpu: fc.constant('1') })
      })
    },
    { requiredKeys: [] }
  );
  const destinations = fc.record({
    allow: fc.array(cidr, { maxLength: 5 }),
    deny: fc.array(cidr, { maxLength: 200 })
  });
  fc.assert(
    fc.property(component, destinations, (settings, lists) => {
      expect(whyInvalid(compiled(settings as never, lists).config)).toBe('');
    }),
    { numRuns: 30, seed: 1 }
  );
});
