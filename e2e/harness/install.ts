import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../install.sh', import.meta.url));

/** Gets the real components before any suite runs; a component that cannot be had fails the whole run. */
export const setup = (): void => {
  const { status } = spawnSync('bash', [script], { stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${script} failed (exit ${String(status)}): see above what it lacks.`);
};
