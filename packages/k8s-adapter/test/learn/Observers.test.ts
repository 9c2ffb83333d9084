import { nowhere } from '@meshfence/core';
import type { Edge } from '@meshfence/core';
import { expect, test } from 'vitest';
import { newEdgeBook } from '../../src/learn/EdgeBook.js';
import { newObservers } from '../../src/learn/Observers.js';
import type { WantedSource } from '../../src/learn/Sight.js';
import { newMetrics } from '../../src/metrics/Metrics.js';
import { memoryLog } from '../support/memoryLog.js';
import { Puppet } from './Puppet.js';

const given = () => {
  const metrics = newMetrics({ process: false });
  const { lines, log } = memoryLog();
  const book = newEdgeBook({ changed: () => {}, metrics, now: () => 0 });
  const observers = newObservers({ book, log, metrics, tried: () => {} });
  const gauge = async (name: string): Promise<string> =>
    (await metrics.registry.getSingleMetricAsString(`meshfence_${name}`)).split('\n').slice(2).join('\n');
  return { book, gauge, lines, observers };
};

const wanted = (key: string, puppet: Puppet): WantedSource => ({
  key,
  name: puppet.name,
  make: () => puppet
});

const call: Edge = {
  from: { _tag: 'Named', namespace: 'shop', name: 'web' },
  to: 'cart',
  port: 80,
  protocol: 'http',
  evidence: [],
  origin: nowhere
};

const settle = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 0));

test('whoever is wanted in place of another waits until that has ended, and so does the next one', async () => {
  const { observers } = given();
  const [als, first, second] = [new Puppet('als'), new Puppet('prometheus'), new Puppet('prometheus')];
  observers.want([wanted('als', als), wanted('first', first)]);
  await settle();
  const leave = als.linger();
  observers.want([wanted('first', first)]);
  await settle();
  const end = first.linger();
  observers.want([wanted('second', second)]);
  leave();
  await settle();
  expect([als.lives, first.lives, second.lives]).toEqual([['start', 'stop'], ['start'], []]);
  end();
  await settle();
  expect([first.lives, second.lives]).toEqual([['start', 'stop'], ['start']]);
  await observers.stop();
});

test('of what is wanted for a moment only, nothing begins', async () => {
  const { observers } = given();
  const [als, prometheus] = [new Puppet('als'), new Puppet('prometheus')];
  observers.want([wanted('als', als)]);
  await settle();
  const leave = als.linger();
  observers.want([wanted('prometheus', prometheus)]);
  await settle();
  observers.want([wanted('als', als)]);
  leave();
  await settle();
  expect([als.lives, prometheus.lives]).toEqual([['start', 'stop', 'start'], []]);
  await observers.stop();
});

test('a source that does not end well makes way all the same, and no metric says that it runs', async () => {
  const { gauge, lines, observers } = given();
  const [als, prometheus] = [new Puppet('als'), new Puppet('prometheus')];
  observers.want([wanted('als', als)]);
  await settle();
  als.lingering = Promise.reject(new Error('It hangs.'));
  observers.want([wanted('prometheus', prometheus)]);
  await settle();
  expect(prometheus.lives).toEqual(['start']);
  expect(lines).toContainEqual([
    'error',
    'a source of observed calls did not end well',
    { source: 'als', error: new Error('It hangs.') }
  ]);
  expect(await gauge('source_up')).toBe('meshfence_source_up{source="prometheus"} 1');
  expect(await gauge('source_watching')).toBe('meshfence_source_watching{source="prometheus"} 0');
  await observers.stop();
});

test('what a source tells is known, and so is whether it watches', async () => {
  const { book, gauge, observers } = given();
  const als = new Puppet('als');
  observers.want([wanted('als', als)]);
  await settle();
  const telling = (windows: ReadonlyArray<{ from: number; to: number | undefined }>): void =>
    als.sink?.watched({ name: 'als', direct: true, windows });
  telling([{ from: 1, to: undefined }]);
  expect(await gauge('source_watching')).toBe('meshfence_source_watching{source="als"} 1');
  telling([{ from: 1, to: 2 }]);
  expect(await gauge('source_watching')).toBe('meshfence_source_watching{source="als"} 0');
  expect(book.all().sources).toEqual([{ name: 'als', direct: true, windows: [{ from: 1, to: 2 }] }]);
  als.sink?.observed([call]);
  expect(book.all().edges).toEqual([call]);
  expect(observers.hearings()).toMatchObject([{ source: 'als', lastHeard: 0 }]);
  await observers.stop();
});
