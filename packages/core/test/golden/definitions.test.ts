import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { definitions, printYaml } from '../../src/index.js';
import { expectGolden } from './golden.js';

const golden = fileURLToPath(new URL('expected', import.meta.url));

test('the definitions are as they were when they were last read through', () => {
  expectGolden(
    golden,
    new Map(definitions.map(({ name, object }) => [`${name.split('.')[0]}.yaml`, printYaml([object])]))
  );
});
