import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mesh } from '../../harness/Mesh.js';
import { startProcess } from '../../harness/process/Process.js';
import type { Process } from '../../harness/process/Process.js';
import { must } from '../../harness/process/run.js';
import { waitFor } from '../../harness/process/waitFor.js';
import { clusterIpOf } from './clusterIpOf.js';
import { service } from './inputs.js';

const program = fileURLToPath(new URL('receiver.mjs', import.meta.url));
const key = { namespace: 'mesh-operator', name: 'lazyload' };
const port = 8082;

/** What stands where the controller takes access logs. */
export interface LogReceiver {
  /** Every message so far, as far as it is text. */
  messages(): Promise<ReadonlyArray<string>>;
  /** The first message with all of these texts. */
  heard(...texts: ReadonlyArray<string>): Promise<string>;
  stop(): Promise<void>;
}

/** Proxies look for it by its name, and there is no DNS here: a file of names, in this suite's own view of the machine. */
const nameIt = async (mesh: Mesh): Promise<void> => {
  const clusterIP = await clusterIpOf(mesh, `${key.namespace}/${key.name}`);
  const file = join(mesh.workplace.folder, 'hosts');
  const line = `${clusterIP} ${key.name}.${key.namespace}.svc.cluster.local\n`;
  await writeFile(file, (await readFile('/etc/hosts', 'utf8')) + line);
  await must(['mount', '--bind', file, '/etc/hosts']);
};

const read = async ({ output }: Process): Promise<ReadonlyArray<string>> =>
  (await readFile(output, 'utf8'))
    .split('\n')
    .filter(line => line.startsWith('{') && line.endsWith('}'))
    .map(line => (JSON.parse(line) as { text: string }).text);

/** Starts it in a pod without a proxy, behind the controller's Service. */
export const startLogReceiver = async (mesh: Mesh): Promise<LogReceiver> => {
  await mesh.apply([service('mesh-operator/lazyload', { 'grpc-log-source': port })]);
  await nameIt(mesh);
  const pod = await mesh.pod({ ...key, proxy: false });
  const argv = pod.network.inside([process.execPath, program, String(port)]);
  const started = startProcess({ name: 'receiver', argv, folder: mesh.workplace.logs });
  await waitFor('the receiver', async () =>
    (await readFile(started.output, 'utf8')).includes('listening') ? true : undefined
  );
  return {
    messages: () => read(started),
    heard: (...texts) =>
      waitFor(`a log with ${texts.join(', ')}`, async () =>
        (await read(started)).find(message => texts.every(text => message.includes(text)))
      ),
    stop: async () => {
      await started.stop();
      await must(['umount', '--lazy', '/etc/hosts']);
    }
  };
};
