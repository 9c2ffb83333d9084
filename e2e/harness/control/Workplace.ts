import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** The folder of one mesh: data, keys, logs. */
export interface Workplace {
  readonly folder: string;
  readonly logs: string;
  /** A few letters that no other mesh has. */
  readonly id: string;
}

/** A fresh folder. Others may read it: not everything runs as root. */
export const makeWorkplace = async (): Promise<Workplace> => {
  const folder = await mkdtemp(join(tmpdir(), 'meshfence-e2e-'));
  await chmod(folder, 0o755);
  const logs = join(folder, 'logs');
  await mkdir(logs);
  return { folder, logs, id: basename(folder).slice(-6).toLowerCase() };
};

/** Forgets a mesh; one that failed is kept, and where is printed. */
export const leaveWorkplace = async ({ folder }: Workplace, failed: boolean): Promise<void> => {
  if (failed) console.error(`e2e: logs and data are kept in ${folder}`);
  else await rm(folder, { recursive: true, force: true, maxRetries: 3 });
};
