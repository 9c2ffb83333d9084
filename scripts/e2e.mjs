// `npm run test:e2e [-- FILTER..]`: the suites against real components. The last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const results = `${process.cwd()}/node_modules/.cache/e2e-results.json`;
const { MESHFENCE_E2E_CACHE, XDG_CACHE_HOME, PATH } = process.env;
const cache = MESHFENCE_E2E_CACHE ?? `${XDG_CACHE_HOME ?? `${homedir()}/.cache`}/meshfence-e2e`;

/** A command's exit code. */
const run = (command, ...args) =>
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, MESHFENCE_E2E_CACHE: cache } }).status;

/** What a command needs in front of it to run as root, with the same settings. */
const asRoot =
  process.getuid() === 0 ? [] : ['sudo', '-n', '-E', 'env', `MESHFENCE_E2E_CACHE=${cache}`, `PATH=${PATH}`];

const suites = () =>
  run(
    ...asRoot,
    'e2e/isolate.sh',
    process.execPath,
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'e2e/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${results}`,
    ...process.argv.slice(2)
  );

mkdirSync('node_modules/.cache', { recursive: true });
rmSync(results, { force: true });
const status = run('e2e/install.sh') === 0 ? suites() : 1;

/** A run that broke before it could count is one failure. */
const count = () => {
  try {
    const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(results, 'utf8'));
    return { passed, failed: status === 0 ? failed : Math.max(1, failed) };
  } catch {
    return { passed: 0, failed: 1 };
  }
};

const { passed, failed } = count();
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
