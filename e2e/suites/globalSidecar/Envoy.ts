import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary } from '../../harness/process/Cache.js';
import { startProcess } from '../../harness/process/Process.js';
import { waitFor } from '../../harness/process/waitFor.js';
import type { Compiled } from './compiled.js';
import { request } from './request.js';

/** The ports of a global-sidecar with default settings. */
export const ports = { http: 8080, probe: 20_000, admin: 15_099 };

/** A running global-sidecar, without a mesh around it. */
export interface Envoy {
  metrics(): Promise<string>;
  /** The value of a metric, by the text before it; 0 where there is none. */
  metric(name: string): Promise<number>;
  memory(): Promise<number>;
  logged(): string;
  stop(): Promise<void>;
}

const startedWith = ({ args, config }: Compiled, folder: string): ReadonlyArray<string> => {
  const file = join(folder, 'envoy.yaml');
  writeFileSync(file, config);
  return [binary('envoy'), ...args.map(arg => (arg === '/etc/envoy/envoy.yaml' ? file : arg))];
};

/** Starts the container's command, and waits for its probe. */
export const startEnvoy = async (what: Compiled): Promise<Envoy> => {
  const folder = mkdtempSync(join(tmpdir(), 'global-sidecar-'));
  const running = startProcess({ name: 'global-sidecar', argv: startedWith(what, folder), folder });
  await waitFor(
    'the readiness probe',
    async () =>
      (await request({ port: ports.probe, path: '/healthz/ready' })).status === 200 ? true : undefined,
    { needs: [running] }
  );
  const metrics = async () => (await request({ port: ports.probe, path: '/stats/prometheus' })).body;
  return {
    metrics,
    metric: async name => {
      const line = (await metrics()).split('\n').find(each => each.startsWith(`${name} `));
      return Number(line?.slice(name.length + 1) ?? 0);
    },
    memory: async () => {
      const { body } = await request({ port: ports.admin, path: '/memory' });
      return Number((JSON.parse(body) as { allocated: string }).allocated);
    },
    logged: () => readFileSync(running.output, 'utf8'),
    stop: running.stop
  };
};
