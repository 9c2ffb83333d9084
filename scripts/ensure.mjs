// Makes a checkout ready to run, whatever state it is in: dependencies as the lock file says, packages built.
// Does nothing that is done already, so that every other script may begin with it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const stamp = 'node_modules/.meshfence-lock';
const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
const isInstalled = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;

const run = (command, args) => {
  const { status, error } = spawnSync(command, args, {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32'
  });
  if (status === 0) return;
  console.error(`meshfence: "${[command, ...args].join(' ')}" failed${error ? `: ${error.message}` : ''}.`);
  process.exit(1);
};

if (!isInstalled) {
  console.error(
    'Installing dependencies; the first time this compiles re2, which takes about two minutes ..'
  );
  run('npm', ['ci', '--loglevel=error']);
  run(process.execPath, ['-e', "require('re2')"]);
  writeFileSync(stamp, wanted);
}

run(process.execPath, ['node_modules/typescript/bin/tsc', '-b']);
