import { defaultConfig, emptyBook } from '@meshfence/core';
import type { Config } from '@meshfence/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newEdgeBook } from '../../src/learn/EdgeBook.js';
import { newLearning } from '../../src/learn/Learning.js';
import type { Sight, Sources } from '../../src/learn/Sight.js';
import { newMetrics } from '../../src/metrics/Metrics.js';
import { observedConditions } from '../../src/report/observedConditions.js';
import { memoryLog } from '../support/memoryLog.js';
import { Puppet } from './Puppet.js';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});

afterEach(() => {
  vi.useRealTimers();
});

const configOf = (metricSource: Config['metricSource']): Config => ({ ...defaultConfig, metricSource });

const sight: Sight = {
  config: () => defaultConfig,
  pods: () => emptyBook,
  knows: () => undefined,
  fences: () => [],
  now: Date.now
};

const given = () => {
  const puppets = { accesslog: new Puppet('als'), prometheus: new Puppet('prometheus') };
  const metrics = newMetrics({ process: false });
  const { lines, log } = memoryLog();
  const told = { changes: 0, made: 0 };
  const unusable: { why?: string } = {};
  const make = (metricSource: Config['metricSource']): Puppet => {
    told.made += 1;
    if (unusable.why !== undefined) throw new Error(unusable.why);
    return puppets[metricSource];
  };
  const sources: Sources = ({ enable, metricSource }) =>
    enable ? [{ key: metricSource, name: puppets[metricSource].name, make: () => make(metricSource) }] : [];
  const book = newEdgeBook({ changed: () => {}, metrics, now: Date.now });
  const changed = (): void => void (told.changes += 1);
  const learning = newLearning({ sources, sight, book, log, metrics, now: Date.now, changed });
  return { ...puppets, learning, lines, metrics, told, unusable };
};

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

const conditionOf = ({ learning }: ReturnType<typeof given>) => {
  learning.look();
  return observedConditions(learning.health(), 1).map(({ message, reason, status }) => [
    status,
    reason,
    message
  ]);
};

test('only who leads observes, and only what the configuration says', async () => {
  const { accesslog, learning, prometheus } = given();
  learning.configured(configOf('accesslog'));
  await settle();
  expect(accesslog.lives).toEqual([]);
  learning.led(true);
  await settle();
  learning.configured(configOf('accesslog'));
  await settle();
  expect([accesslog.lives, prometheus.lives]).toEqual([['start'], []]);
  learning.configured(configOf('prometheus'));
  await settle();
  expect([accesslog.lives, prometheus.lives]).toEqual([['start', 'stop'], ['start']]);
  learning.led(false);
  await settle();
  expect(prometheus.lives).toEqual(['start', 'stop']);
  await learning.stop();
});

test('a source that cannot start is tried again, and told of once', async () => {
  vi.useRealTimers();
  const all = given();
  const { accesslog, learning, lines, metrics, told } = all;
  accesslog.refusal = 'Something else listens there.';
  learning.led(true);
  learning.configured(configOf('accesslog'));
  await vi.waitFor(() => expect(accesslog.tries).toBe(2), { timeout: 30_000 });
  expect(lines.filter(([level]) => level === 'error')).toEqual([
    [
      'error',
      'calls are not observed: a source cannot start, and is tried again',
      { source: 'als', error: 'Something else listens there.' }
    ]
  ]);
  const up = async (): Promise<string> => metrics.registry.getSingleMetricAsString('meshfence_source_up');
  expect(await up()).toContain('{source="als"} 0');
  accesslog.refusal = undefined;
  await vi.waitFor(() => expect(accesslog.lives).toEqual(['start']), { timeout: 30_000 });
  expect(await up()).toContain('{source="als"} 1');
  expect([told.made, conditionOf(all)]).toEqual([1, [['True', 'Watched', 'Observed by als.']]]);
  await learning.stop();
});

test('a source that is wanted no more is not waited for', async () => {
  const { accesslog, learning } = given();
  accesslog.refusal = 'no';
  learning.led(true);
  learning.configured(configOf('accesslog'));
  await settle();
  await learning.stop();
  expect([accesslog.tries, accesslog.lives]).toEqual([1, ['stop']]);
});

test('a condition says who observes, and what is wrong when that lasts', async () => {
  const all = given();
  const { accesslog, learning, told } = all;
  expect(conditionOf(all)).toEqual([]);
  learning.led(true);
  learning.configured(configOf('accesslog'));
  await settle();
  expect(told.changes).toBe(1);
  expect(conditionOf(all)).toEqual([['True', 'Watched', 'Observed by als.']]);
  expect(told.changes).toBe(1);
  accesslog.wrong = ['Calls are dropped. Raise the limit.'];
  expect(conditionOf(all)).toEqual([['True', 'Watched', 'Observed by als.']]);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(conditionOf(all)).toEqual([
    ['False', 'SourceInTrouble', 'als: Calls are dropped. Raise the limit.']
  ]);
  accesslog.wrong = [];
  expect(conditionOf(all)).toEqual([['True', 'Watched', 'Observed by als.']]);
  expect(told.changes).toBe(3);
  accesslog.wrong = ['Again.'];
  expect(conditionOf(all)).toEqual([['True', 'Watched', 'Observed by als.']]);
  await learning.stop();
});

test('while nothing is known of a source, what was said before stays', async () => {
  const all = given();
  all.accesslog.refusal = 'no';
  all.learning.led(true);
  all.learning.configured(configOf('accesslog'));
  await settle();
  expect(conditionOf(all)).toEqual([]);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(conditionOf(all)).toEqual([['False', 'SourceInTrouble', 'als: no']]);
  await all.learning.stop();
});

test('while one source makes way for another, what was said before stays', async () => {
  const all = given();
  const { accesslog, learning, told } = all;
  learning.led(true);
  learning.configured(configOf('accesslog'));
  await settle();
  const leave = accesslog.linger();
  learning.configured(configOf('prometheus'));
  expect(conditionOf(all)).toEqual([]);
  await settle();
  expect(conditionOf(all)).toEqual([]);
  leave();
  await settle();
  expect(conditionOf(all)).toEqual([['True', 'Watched', 'Observed by prometheus.']]);
  expect(told.changes).toBe(2);
  await learning.stop();
});

test('a source that cannot be made is one that cannot start, and not nobody', async () => {
  const all = given();
  const { learning, told, unusable } = all;
  unusable.why = '"?" is no address.';
  learning.led(true);
  learning.configured(configOf('prometheus'));
  await settle();
  expect([conditionOf(all), told.changes]).toEqual([[], 0]);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(conditionOf(all)).toEqual([['False', 'SourceInTrouble', 'prometheus: "?" is no address.']]);
  await learning.stop();
});

test('where nobody shall observe, that is said when nobody does', async () => {
  const all = given();
  all.learning.led(true);
  all.learning.configured(configOf('accesslog'));
  await settle();
  all.learning.configured({ ...configOf('accesslog'), enable: false });
  expect(conditionOf(all)).toEqual([]);
  await settle();
  expect(conditionOf(all)).toEqual([['Unknown', 'NoSource', 'Nobody observes calls.']]);
  await all.learning.stop();
});

test('who does not lead, or has no configuration yet, knows of nobody, and says nothing', async () => {
  const [follower, leader] = [given(), given()];
  follower.learning.configured(configOf('accesslog'));
  leader.learning.led(true);
  await settle();
  expect([follower, leader].map(all => [conditionOf(all), all.told.changes])).toEqual([
    [[], 0],
    [[], 0]
  ]);
});

test('before a source has begun, it is not known to observe', async () => {
  const all = given();
  const go = all.accesslog.hesitate();
  all.learning.led(true);
  all.learning.configured(configOf('accesslog'));
  await settle();
  expect(conditionOf(all)).toEqual([]);
  go();
  await settle();
  expect(conditionOf(all)).toEqual([['True', 'Watched', 'Observed by als.']]);
  await all.learning.stop();
});

test('who leads again knows nothing of how it stood when it led before', async () => {
  const all = given();
  const { accesslog, learning, told } = all;
  learning.led(true);
  learning.configured(configOf('accesslog'));
  await settle();
  accesslog.wrong = ['No proxy reports.'];
  learning.look();
  learning.led(false);
  expect(learning.health()).toBeUndefined();
  await vi.advanceTimersByTimeAsync(3_600_000);
  told.changes = 0;
  learning.led(true);
  expect(learning.health()).toBeUndefined();
  await settle();
  expect([conditionOf(all), told.changes]).toEqual([[], 0]);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(conditionOf(all)).toEqual([['False', 'SourceInTrouble', 'als: No proxy reports.']]);
  await learning.stop();
});

test('once stopped it begins nothing, whatever is configured', async () => {
  const { accesslog, learning, prometheus } = given();
  learning.led(true);
  learning.configured(configOf('accesslog'));
  await settle();
  const leave = accesslog.linger();
  const stopped = learning.stop();
  learning.configured(configOf('prometheus'));
  learning.led(true);
  leave();
  await stopped;
  await settle();
  expect([accesslog.lives, prometheus.lives]).toEqual([['start', 'stop'], []]);
});

test('at the end nobody says that nobody observes, though a source has only just begun', async () => {
  const { accesslog, learning, told } = given();
  const go = accesslog.hesitate();
  learning.led(true);
  learning.configured(configOf('accesslog'));
  await settle();
  const stopped = learning.stop();
  await settle();
  go();
  await stopped;
  learning.look();
  expect([accesslog.lives, learning.health(), told.changes]).toEqual([['start', 'stop'], undefined, 0]);
});
