import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PodNetwork } from '../network/PodNetwork.js';
import { startProcess } from '../process/Process.js';
import type { Process } from '../process/Process.js';
import { waitFor } from '../process/waitFor.js';

/** The ports of an echoing application, by protocol. */
export interface App {
  /** HTTP/1.1, with WebSocket. */
  readonly http?: ReadonlyArray<number>;
  /** HTTP/2 without TLS. */
  readonly h2c?: ReadonlyArray<number>;
  readonly grpc?: ReadonlyArray<number>;
  /** Sends back what it gets. */
  readonly tcp?: ReadonlyArray<number>;
  /** Greets before the client has said a word, as mail servers and databases do; then it sends back what it gets. */
  readonly serverFirst?: ReadonlyArray<number>;
}

const program = fileURLToPath(new URL('../apps/echo.mjs', import.meta.url));

/** Runs the echoing application in a pod, and waits until it listens. */
export const startApp = async (
  name: string,
  app: App,
  network: PodNetwork,
  folder: string,
  env: Readonly<Record<string, string>>
): Promise<Process> => {
  const argv = network.inside([process.execPath, program, name, JSON.stringify(app)]);
  const started = startProcess({ name: `app-${network.netns}`, argv, folder, env });
  await waitFor(
    `${name} to listen`,
    async () => ((await readFile(started.output, 'utf8')).includes('listening') ? true : undefined),
    { needs: [started] }
  );
  return started;
};
