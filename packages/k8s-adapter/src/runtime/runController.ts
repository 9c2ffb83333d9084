import type { JsonObject } from '@meshfence/core';
import { connect } from '../client/connect.js';
import type { Client } from '../client/Client.js';
import { timed } from '../client/timed.js';
import { Controller } from '../controller/Controller.js';
import { always } from '../lead/Leadership.js';
import type { Leadership } from '../lead/Leadership.js';
import { elect } from '../lead/elect.js';
import { newLog } from '../log/newLog.js';
import type { AdjustableLog } from '../log/newLog.js';
import { toLogSettings } from '../log/toLogSettings.js';
import { newMetrics } from '../metrics/Metrics.js';
import { recorder } from '../report/recorder.js';
import { heartbeat } from '../serve/Heartbeat.js';
import { serve } from '../serve/serve.js';
import type { Server } from '../serve/serve.js';
import type { Settings, Surroundings } from './Settings.js';

/** A heart that has stood still for so long is taken for dead: longer than any compilation, or pause for breath. */
const lifeless = 60_000;
const beats = 1000;

/** Whoever is alone leads from the start, as soon as there is somebody to tell. */
const alone = (onChange: (leading: boolean) => void): Leadership => {
  queueMicrotask(() => onChange(true));
  return always;
};

const leader =
  (client: Client, { lease }: Settings, log: AdjustableLog) =>
  (onChange: (leading: boolean) => void): Leadership =>
    lease === undefined
      ? alone(onChange)
      : elect({
          client,
          lease: { namespace: lease.namespace, name: lease.name },
          identity: lease.identity,
          timings: lease.timings,
          log,
          onChange
        });

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/**
 * Runs a controller until the signal comes, and ends it then in good order.
 *
 * Rejects with the reason where it cannot begin: no credentials, a port that is taken, timings that cannot work. An API
 * server that does not answer is no reason: it is waited for.
 */
export const runController = async (settings: Settings, surroundings: Surroundings): Promise<void> => {
  const { instance, now, signal, stderr, version } = surroundings;
  const { auxiliary, config, edges, gathering, level, rate, sources } = settings;
  const log = newLog({ stderr, level: level ?? 'info' });
  const metrics = newMetrics();
  const client = timed(connect(settings.cluster), log, metrics);
  const events = recorder({ client, component: 'meshfence', instance, log, metrics });
  const heart = heartbeat('the event loop', lifeless);
  const pulse = setInterval(() => heart.beat(), beats);
  let controller: Controller | undefined;
  let server: Server | undefined;
  try {
    server = await serve({
      ...auxiliary,
      metrics: metrics.registry,
      health: () => heart.reasons(),
      readiness: () => controller?.unready() ?? ['it is starting'],
      edges: namespace => controller?.edges(namespace),
      log
    });
    log.info('meshfence controller starts', { version, server: client.server, auxiliary: server.address() });
    controller = new Controller({
      client,
      config,
      edges,
      ...(sources === undefined ? {} : { sources: sources(log, metrics.registry) }),
      lead: leader(client, settings, log),
      recorder: events,
      log,
      metrics,
      gathering,
      rate,
      configured: written => log.reconfigure(withLevel(toLogSettings(written as JsonObject, level), level)),
      now
    });
    await ended(signal);
    log.info('meshfence controller stops');
    await Promise.all([controller.stop(), events.stop()]);
    log.info('meshfence controller has stopped');
  } finally {
    clearInterval(pulse);
    await events.stop(0);
    await server?.close();
    await client.close();
    await log.close();
  }
};

/** What the command line says of the level counts more than what the SlimeBoot says. */
const withLevel = <S extends { readonly level: string }>(settings: S, level: S['level'] | undefined): S =>
  level === undefined ? settings : { ...settings, level };
