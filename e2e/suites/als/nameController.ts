import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mesh } from '../../harness/Mesh.js';
import { must } from '../../harness/process/run.js';
import { clusterIpOf } from '../support/clusterIpOf.js';

const namespace = 'mesh-operator';

/**
 * Lets proxies find the controller, or receivers, by the name of their Service; the result undoes it.
 *
 * There is no DNS here: it is a file of names, in this suite's own view of the machine.
 */
export const nameController = async (mesh: Mesh, name = 'lazyload'): Promise<() => Promise<void>> => {
  const clusterIP = await clusterIpOf(mesh, `${namespace}/${name}`);
  const file = join(mesh.workplace.folder, 'hosts');
  const line = `${clusterIP} ${name}.${namespace}.svc.cluster.local\n`;
  await writeFile(file, (await readFile('/etc/hosts', 'utf8')) + line);
  await must(['mount', '--bind', file, '/etc/hosts']);
  return async () => void (await must(['umount', '--lazy', '/etc/hosts']));
};
