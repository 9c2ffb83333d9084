import type { JsonObject } from '@meshfence/core';
import { expect, test } from 'vitest';
import { Refusal, Unreachable } from '../../src/client/Refusal.js';
import type { Question } from '../../src/client/Client.js';
import { newMetrics } from '../../src/metrics/Metrics.js';
import type { Limits } from '../../src/report/Limits.js';
import { recorder } from '../../src/report/recorder.js';
import type { Report } from '../../src/report/Report.js';
import { memoryLog } from '../support/memoryLog.js';
import { scriptedClient } from './scriptedClient.js';

const regarding = {
  apiVersion: 'microservice.slime.io/v1alpha1',
  kind: 'ServiceFence',
  namespace: 'shop',
  name: 'web',
  uid: 'u1'
};

const report = (parts: Partial<Report> = {}): Report => ({
  regarding,
  type: 'Warning',
  reason: 'SelectorOverlap',
  action: 'Compiling',
  note: 'Two fences.',
  ...parts
});

const start = (answer?: (question: Question, count: number) => unknown, limits: Partial<Limits> = {}) => {
  const { asked, client } = scriptedClient(answer);
  const { lines, log } = memoryLog();
  const metrics = newMetrics({ process: false });
  const clock = { now: Date.parse('2026-03-01T08:00:00.250Z') };
  const events = recorder({
    client,
    component: 'meshfence',
    instance: 'meshfence-0',
    log,
    metrics,
    now: () => clock.now,
    limits: { pace: 0, backoff: 1, ...limits }
  });
  const written = () =>
    asked.map(({ body, method = 'GET', path }) => [method, path, body as JsonObject] as const);
  /** So many turns of the event loop that all that waits for short timers has been done, on a busy machine too. */
  const quiet = async () => {
    for (let turn = 0; turn < 30; turn += 1) await new Promise(resolve => setTimeout(resolve, 1));
  };
  const counts = async () => {
    const { values: errors } = await metrics.eventErrors.get();
    const { values: dropped } = await metrics.eventsDropped.get();
    return { errors: errors[0]?.value, dropped: dropped.map(({ labels, value }) => [labels.reason, value]) };
  };
  return { asked, clock, counts, events, lines, quiet, written };
};

const path = '/apis/events.k8s.io/v1/namespaces/shop/events';

test('what is told becomes an event on its object', async () => {
  const { events, quiet, written } = start();
  events.record(report());
  await quiet();
  expect(written()).toEqual([
    [
      'POST',
      path,
      {
        apiVersion: 'events.k8s.io/v1',
        kind: 'Event',
        metadata: { name: expect.stringMatching(/^web\.[0-9a-f]{16}$/), namespace: 'shop' },
        eventTime: '2026-03-01T08:00:00.250000Z',
        reportingController: 'meshfence',
        reportingInstance: 'meshfence-0',
        regarding,
        type: 'Warning',
        reason: 'SelectorOverlap',
        action: 'Compiling',
        note: 'Two fences.'
      }
    ]
  ]);
});

test('told again it is the same event with a count, written at once and then from time to time', async () => {
  const { asked, clock, events, quiet, written } = start(undefined, { refresh: 300_000 });
  events.record(report());
  await quiet();
  const [name] = written().map(([, , body]) => (body['metadata'] as { readonly name: string }).name);
  for (let count = 0; count < 10; count += 1) {
    clock.now += 60_000;
    events.record(report());
    await quiet();
  }
  expect(written().slice(1)).toEqual([
    ['PATCH', `${path}/${name}`, { series: { count: 2, lastObservedTime: '2026-03-01T08:01:00.250000Z' } }],
    ['PATCH', `${path}/${name}`, { series: { count: 7, lastObservedTime: '2026-03-01T08:06:00.250000Z' } }]
  ]);
  expect(asked[1]?.contentType).toBe('application/merge-patch+json');
  await events.stop();
  expect(written()[3]?.[2]).toEqual({
    series: { count: 11, lastObservedTime: '2026-03-01T08:10:00.250000Z' }
  });
  expect(asked).toHaveLength(4);
});

test('ten thousand of the same are one event', async () => {
  const { events, quiet, written } = start();
  for (let count = 0; count < 10_000; count += 1) events.record(report());
  await quiet();
  expect(written()).toHaveLength(1);
  expect(written()[0]?.[2]).toMatchObject({ series: { count: 10_000 } });
});

test('what is told while its event is being written is not forgotten', async () => {
  let open = (_: unknown): void => {};
  const gate = new Promise(resolve => {
    open = resolve;
  });
  const { events, quiet, written } = start((_, count) => (count === 1 ? gate : {}));
  events.record(report());
  await quiet();
  events.record(report());
  events.record(report());
  open({});
  await quiet();
  expect(written().map(([method, , body]) => [method, body['series']])).toEqual([
    ['POST', undefined],
    ['PATCH', { count: 3, lastObservedTime: '2026-03-01T08:00:00.250000Z' }]
  ]);
});

test.each<[string, Partial<Report>]>([
  ['object', { regarding: { ...regarding, name: 'other' } }],
  ['object of the same name', { regarding: { ...regarding, uid: 'u2' } }],
  ['type', { type: 'Normal' }],
  ['reason', { reason: 'SidecarForeign' }],
  ['action', { action: 'Writing' }],
  ['note', { note: 'Three fences.' }]
])('another %s is another event', async (_, parts) => {
  const { events, quiet, written } = start();
  events.record(report());
  events.record(report(parts));
  await quiet();
  expect(written().map(([method]) => method)).toEqual(['POST', 'POST']);
});

test('after the window it is another event', async () => {
  const { clock, events, quiet, written } = start(undefined, { window: 360_000 });
  events.record(report());
  await quiet();
  clock.now += 360_000;
  events.record(report());
  await quiet();
  clock.now += 360_001;
  events.record(report());
  await quiet();
  expect(written().map(([method]) => method)).toEqual(['POST', 'PATCH', 'POST']);
});

test('a series that is over is written with all that it came to before another one begins', async () => {
  const { clock, events, quiet, written } = start(undefined, { window: 360_000 });
  events.record(report());
  await quiet();
  for (let count = 0; count < 2; count += 1) {
    events.record(report());
    await quiet();
  }
  clock.now += 360_001;
  events.record(report());
  await quiet();
  expect(
    written().map(([method, , { series }]) => [method, (series as JsonObject | undefined)?.['count']])
  ).toEqual([
    ['POST', undefined],
    ['PATCH', 2],
    ['PATCH', 3],
    ['POST', undefined]
  ]);
});

test('only so many series are remembered', async () => {
  const { events, quiet, written } = start(undefined, { known: 2 });
  for (const note of ['a', 'b', 'c', 'c', 'a']) {
    events.record(report({ note }));
    await quiet();
  }
  expect(written().map(([method, , { note }]) => [method, note])).toEqual([
    ['POST', 'a'],
    ['POST', 'b'],
    ['POST', 'c'],
    ['PATCH', undefined],
    ['POST', 'a']
  ]);
});

test('a series that has ended is written with all that it came to, by itself', async () => {
  const { clock, events, quiet, written } = start(undefined, { window: 60 });
  events.record(report());
  await quiet();
  events.record(report());
  await quiet();
  events.record(report());
  clock.now += 61;
  await quiet();
  expect(
    written().map(([method, , body]) => [method, (body['series'] as JsonObject | undefined)?.['count']])
  ).toEqual([
    ['POST', undefined],
    ['PATCH', 2],
    ['PATCH', 3]
  ]);
});

test('an event that is gone is made anew, with its count', async () => {
  const gone = new Refusal(404, 'NotFound', 'not found');
  const { counts, events, quiet, written } = start(({ method }) => {
    if (method === 'PATCH') throw gone;
    return {};
  });
  events.record(report());
  await quiet();
  events.record(report());
  await quiet();
  expect(written().map(([method]) => method)).toEqual(['POST', 'PATCH', 'POST']);
  expect(written()[2]?.[2]).toEqual({
    ...written()[0]?.[2],
    series: { count: 2, lastObservedTime: '2026-03-01T08:00:00.250000Z' }
  });
  expect((await counts()).errors).toBe(0);
});

test('one object is not told of without end, and others do not suffer', async () => {
  const { clock, counts, events, quiet, written } = start(undefined, {
    allowance: { burst: 3, every: 1000 }
  });
  const tell = (note: string) => events.record(report({ note }));
  for (let count = 0; count < 10; count += 1) tell(`a${count}`);
  events.record(report({ regarding: { ...regarding, name: 'other' } }));
  clock.now += 1999;
  for (let count = 0; count < 10; count += 1) tell(`b${count}`);
  await quiet();
  expect(written().map(([, , { note }]) => note)).toEqual(['a0', 'a1', 'a2', 'Two fences.', 'b0']);
  expect(await counts()).toEqual({ errors: 0, dropped: [['rate', 16]] });
});

test('so many wait at most, and the oldest make room', async () => {
  const { counts, events, quiet, written } = start(undefined, { queued: 3 });
  for (let count = 0; count < 5; count += 1)
    events.record(report({ regarding: { ...regarding, name: `f${count}` } }));
  await quiet();
  expect(written().map(([, , body]) => (body['regarding'] as JsonObject)['name'])).toEqual([
    'f2',
    'f3',
    'f4'
  ]);
  expect(await counts()).toEqual({ errors: 0, dropped: [['queue', 2]] });
  events.record(report({ regarding: { ...regarding, name: 'f0' } }));
  await quiet();
  expect(written()[3]?.[0]).toBe('POST');
});

test.each([
  new Refusal(403, 'Forbidden', 'events is forbidden: namespace shop is being terminated'),
  new Refusal(404, 'NotFound', 'namespaces "shop" not found'),
  new Refusal(422, 'Invalid', 'note: too long'),
  new Refusal(409, 'AlreadyExists', 'exists')
])('a refusal is counted, and logged for who debugs: %s', async refusal => {
  const { counts, events, lines, quiet, written } = start(() => {
    throw refusal;
  });
  events.record(report());
  await quiet();
  expect(written()).toHaveLength(1);
  expect((await counts()).errors).toBe(1);
  expect(lines).toEqual([
    [
      'debug',
      'An event could not be written.',
      { regarding, reason: 'SelectorOverlap', note: 'Two fences.', error: refusal.message }
    ]
  ]);
});

test.each([
  new Unreachable('no answer'),
  new Refusal(500, 'InternalError', 'etcd'),
  new Refusal(429, 'TooManyRequests', 'slow down', [], 2)
])('trouble that passes is waited for: %s', async error => {
  const { counts, events, quiet, written } = start((_, count) => {
    if (count < 3) throw error;
    return {};
  });
  events.record(report());
  await quiet();
  expect(written()).toHaveLength(3);
  expect((await counts()).errors).toBe(0);
});

test('an event is tried again after a while, and no server is waited for too long', async () => {
  const slow = (retryAfter: number) => new Refusal(429, 'TooManyRequests', 'slow down', [], retryAfter);
  const tried = async (retryAfter: number, limits: Partial<Limits>) => {
    const { events, quiet, written } = start((_, count) => {
      if (count === 1) throw slow(retryAfter);
      return {};
    }, limits);
    events.record(report());
    await quiet();
    return written().length;
  };
  expect(await tried(0, { backoff: 10_000 })).toBe(1);
  expect(await tried(10_000, {})).toBe(1);
  expect(await tried(10_000, { longest: 2 })).toBe(2);
});

test('trouble that does not pass is given up', async () => {
  const { counts, events, quiet, written } = start(
    () => {
      throw new Unreachable('no answer');
    },
    { tries: 3 }
  );
  events.record(report());
  await quiet();
  expect(written()).toHaveLength(3);
  expect((await counts()).errors).toBe(1);
});

test('an event that is there after an answer got lost is written', async () => {
  const { counts, events, quiet } = start((_, count) => {
    throw count === 1 ? new Unreachable('reset') : new Refusal(409, 'AlreadyExists', 'exists');
  });
  events.record(report());
  await quiet();
  expect((await counts()).errors).toBe(0);
});

test('stopping writes what waits, and nothing is recorded afterwards', async () => {
  const { asked, events, quiet } = start(undefined, { pace: 10_000 });
  for (const note of ['a', 'b', 'c']) events.record(report({ note }));
  await quiet();
  expect(asked).toHaveLength(1);
  await events.stop();
  expect(asked).toHaveLength(3);
  events.record(report({ note: 'd' }));
  await events.stop();
  expect(asked).toHaveLength(3);
});

test('while stopping, nothing is tried twice', async () => {
  const { asked, counts, events } = start(() => {
    throw new Unreachable('no answer');
  });
  events.record(report());
  await events.stop();
  expect(asked).toHaveLength(1);
  expect((await counts()).errors).toBe(1);
});

test('stopping has a bound', async () => {
  const never = ({ signal }: Question) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Unreachable('given up'))));
  const { counts, events } = start(never);
  for (const note of ['a', 'b', 'c']) events.record(report({ note }));
  const started = Date.now();
  await events.stop(100);
  expect(Date.now() - started).toBeGreaterThanOrEqual(95);
  expect(Date.now() - started).toBeLessThan(1000);
  expect((await counts()).errors).toBe(3);
});
