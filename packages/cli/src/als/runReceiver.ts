import type { AccessLogSource, Settings, Sink } from '@meshfence/als-adapter';
import type * as Kubernetes from '@meshfence/k8s-adapter';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Capabilities } from '../Capabilities.js';
import type { ClusterOptions } from '../command/clusterOptions.js';
import { followPods, noPods } from './followedPods.js';
import type { FollowedPods } from './followedPods.js';

/** What a stand-alone receiver is to be like. */
export interface ReceiverSettings {
  readonly receiver: Settings;
  readonly auxiliary: { readonly address: string; readonly port: number };
  /** Whose pods are looked up; undefined where nobody's are. */
  readonly cluster: ClusterOptions | undefined;
  /** How long to wait for somebody to read what was heard last. Milliseconds. */
  readonly linger: number;
  readonly level: 'error' | 'warn' | 'info' | 'debug';
}

/** Edges are read from the metrics; nobody else wants them. */
const nobody: Sink = { observed: () => undefined, watched: () => undefined };

const lifeless = 60_000;
const beats = 1000;

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

const unready = (source: AccessLogSource, pods: FollowedPods): ReadonlyArray<string> => [
  ...(source.port() === undefined ? ['it does not listen'] : []),
  ...pods.unready()
];

/** Hears nothing more, and waits until a Prometheus that reads edges here has read the last of them. */
const finish = async (source: AccessLogSource, linger: number, log: Kubernetes.Log): Promise<void> => {
  await source.stop();
  log.info('access logs are not received any more');
  if (!(await source.readOut(linger)))
    log.warn(
      'the metrics were not read again: what was heard last is lost, unless another receiver hears it',
      {
        waited: `${linger / 1000}s`
      }
    );
};

/** Receives access logs until the process is told to end. Rejects with the reason where it cannot begin. */
export const runReceiver = async (
  { auxiliary, cluster, level, linger, receiver }: ReceiverSettings,
  { now, process, version }: Capabilities
): Promise<void> => {
  const kubernetes: typeof Kubernetes = await import('@meshfence/k8s-adapter');
  const { accessLogSource } = await import('@meshfence/als-adapter');
  const signal = process.ending();
  const log = kubernetes.newLog({ stderr: process.stderr, level });
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const pods = cluster === undefined ? noPods : followPods({ kubernetes, cluster, registry, log, now });
  const source = accessLogSource(receiver, { book: pods.book, now, registry, log });
  const heart = kubernetes.heartbeat('the event loop', lifeless);
  const pulse = setInterval(() => heart.beat(), beats);
  const closing: Array<() => Promise<void>> = [() => log.close(), pods.stop];
  try {
    const server = await kubernetes.serve({
      ...auxiliary,
      metrics: { contentType: registry.contentType, metrics: () => source.read(() => registry.metrics()) },
      health: () => heart.reasons(),
      readiness: () => unready(source, pods),
      log
    });
    closing.push(() => server.close());
    await source.start(nobody);
    closing.push(() => source.stop());
    log.info('access logs are received', { version, port: source.port(), auxiliary: server.address() });
    await ended(signal);
    await finish(source, linger, log);
  } finally {
    clearInterval(pulse);
    for (const close of closing.reverse()) await close();
  }
};
