// `npm test`: every check that needs no real component. Each is run even when an earlier one failed.
// The last line is `N passed, N failed`, counted over the tests of all suites and one for each other check.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const results = 'node_modules/.cache/vitest-results.json';
const bin = name => `node_modules/${name}`;
const node = (...args) => ({ command: process.execPath, args });

const checks = [
  { name: 'types', ...node(bin('typescript/bin/tsc'), '-b') },
  { name: 'lint', ...node(bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings') },
  { name: 'format', ...node(bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.') },
  { name: 'documentation', ...node('scripts/docs.mjs', '--check') },
  {
    name: 'tests',
    ...node(
      bin('vitest/vitest.mjs'),
      'run',
      '--coverage',
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${results}`
    )
  },
  { name: 'packages', ...node('scripts/packages.mjs') }
];

/** A type-aware rule without types goes quiet; that must not look like a clean bill. */
const isBlind = output => output.includes('tsconfig-error');

const run = ({ name, command, args }) => {
  console.log(`\n== ${name}`);
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  process.stdout.write(stdout ?? '');
  process.stderr.write(stderr ?? '');
  const isGood = status === 0 && !(name === 'lint' && isBlind(`${stdout}${stderr}`));
  console.log(
    `== ${name}: ${isGood ? 'passed' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`
  );
  return isGood;
};

/** Tests count one by one; a run that broke before it could count them is one failure. */
const countTests = isGood => {
  try {
    const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(results, 'utf8'));
    return { passed, failed: isGood ? failed : Math.max(1, failed) };
  } catch {
    return { passed: 0, failed: 1 };
  }
};

rmSync(results, { force: true });
const counts = checks.map(check => {
  const isGood = run(check);
  if (check.name === 'tests') return countTests(isGood);
  return isGood ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
});

const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
