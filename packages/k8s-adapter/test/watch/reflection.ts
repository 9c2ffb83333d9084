import type { Client } from '../../src/client/Client.js';
import type { Wanted } from '../../src/discovery/Resource.js';
import { newMetrics } from '../../src/metrics/Metrics.js';
import { reflect } from '../../src/watch/reflect.js';
import type { Reflection } from '../../src/watch/Reflection.js';
import { memoryLog } from '../support/memoryLog.js';

export const services: Wanted = {
  group: '',
  versions: ['v1'],
  kind: 'Service',
  plural: 'services',
  namespaced: true
};

export const fences: Wanted = {
  group: 'microservice.slime.io',
  versions: ['v1alpha1'],
  kind: 'ServiceFence',
  plural: 'servicefences',
  namespaced: true
};

/** A reflection under way, and all that its listener was told: `= a b`, `+ c`, `- a`, `absent`. */
export const reflecting = (client: Client, wanted = services, more: Partial<Reflection<string>> = {}) => {
  const { log, lines } = memoryLog();
  const metrics = newMetrics({ process: false });
  const ending = new AbortController();
  const troubles = new Map<string, string>();
  const told: Array<string> = [];
  const ended = reflect<string>({
    client,
    wanted,
    log,
    metrics,
    troubles,
    signal: ending.signal,
    listener: {
      project: page => page.map(({ kind, metadata }) => `${kind ?? '?'} ${metadata.name}`),
      replaced: items => void told.push(['=', ...items].join(' ')),
      set: item => void told.push(`+ ${item}`),
      removed: ({ metadata }) => void told.push(`- ${metadata.name}`),
      absent: () => void told.push('absent')
    },
    ...more
  });
  const value = async (name: string): Promise<string> =>
    (await metrics.registry.metrics()).split('\n').find(line => line.startsWith(`${name} `)) ?? '';
  const said = (level: string): ReadonlyArray<string> =>
    lines.filter(([each]) => each === level).map(([, message]) => message);
  const stop = async (): Promise<void> => {
    ending.abort();
    await ended;
  };
  return { told, lines, troubles, said, value, stop };
};
