import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlPlane } from './ControlPlane.js';
import { apiServerReady } from './startApiServer.js';
import { etcdReady } from './startEtcd.js';

export interface RestartOptions {
  /** How it ends: by SIGTERM where nothing is said; SIGKILL leaves it no time. */
  readonly signal?: NodeJS.Signals;
  /** Milliseconds for which it stays away. */
  readonly pause?: number;
}

/** Ends etcd and starts it again with the same data. Resolves when the API server is ready again, too. */
export const restartEtcd = async (
  { apiServer, etcd }: ControlPlane,
  { pause = 0, signal = 'SIGTERM' }: RestartOptions = {}
): Promise<void> => {
  await etcd.process.end(signal);
  await sleep(pause);
  etcd.process.startAgain();
  await etcdReady(etcd);
  await apiServerReady(apiServer);
};

/** Ends the API server and starts it again at the same address. It forgets what has happened: older watches have expired. */
export const restartApiServer = async (
  { apiServer }: ControlPlane,
  { pause = 0, signal = 'SIGTERM' }: RestartOptions = {}
): Promise<void> => {
  await apiServer.process.end(signal);
  await sleep(pause);
  apiServer.process.startAgain();
  await apiServerReady(apiServer);
};
