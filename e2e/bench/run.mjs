// `node e2e/bench/run.mjs NAME`: gets the components, and measures NAME.ts in a network of its own.
import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const { MESHFENCE_E2E_CACHE, XDG_CACHE_HOME, PATH } = process.env;
const cache = MESHFENCE_E2E_CACHE ?? `${XDG_CACHE_HOME ?? `${homedir()}/.cache`}/meshfence-e2e`;
const env = { ...process.env, MESHFENCE_E2E_CACHE: cache };

const asRoot =
  process.getuid() === 0 ? [] : ['sudo', '-n', '-E', 'env', `MESHFENCE_E2E_CACHE=${cache}`, `PATH=${PATH}`];

const run = (command, ...args) => spawnSync(command, args, { stdio: 'inherit', env }).status;

const vitest = [process.execPath, 'node_modules/vitest/vitest.mjs', 'run'];
const [command, ...args] = [
  ...asRoot,
  'e2e/isolate.sh',
  ...vitest,
  '--config',
  'e2e/bench/vitest.config.ts',
  ...process.argv.slice(2)
];

process.exitCode = run('e2e/install.sh') === 0 ? run(command, ...args) : 1;
