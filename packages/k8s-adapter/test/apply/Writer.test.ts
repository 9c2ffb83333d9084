import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from '@meshfence/core';
import { afterEach, expect, test, vi } from 'vitest';
import type { Action } from '../../src/apply/Action.js';
import { newBucket } from '../../src/apply/Bucket.js';
import { newQueue } from '../../src/apply/Queue.js';
import { newWriter } from '../../src/apply/Writer.js';
import type { Client, Question } from '../../src/client/Client.js';
import { Refusal, Unreachable } from '../../src/client/Refusal.js';
import { newMetrics } from '../../src/metrics/Metrics.js';
import { memoryLog } from '../support/memoryLog.js';

const live = { uid: 'u', resourceVersion: '1', deleting: false };

const write = (name: string): Action => ({
  verb: 'status',
  target: { apiVersion: 'microservice.slime.io/v1alpha1', kind: 'ServiceFence', namespace: 'shop', name },
  status: {},
  live
});

let ending = new AbortController();
afterEach(() => {
  ending.abort();
  ending = new AbortController();
});

/** A writer whose server answers as it is told, and that has so many writes to do for each key. */
const setUp = (answer: (name: string) => Promise<Json>) => {
  const wanted = new Map<string, number>();
  const told: Array<string> = [];
  const asked: Array<string> = [];
  const state = { mayWrite: true };
  const { lines, log } = memoryLog();
  const queue = newQueue();
  const client: Client = {
    server: 'https://nowhere',
    ask: async <A>({ path }: Question) => {
      const name = /servicefences\/([^/]+)/.exec(path)?.[1] ?? '';
      asked.push(name);
      return (await answer(name)) as A;
    },
    stream: () => {
      throw new Error('nobody watches here');
    },
    close: () => Promise.resolve()
  };
  const metrics = newMetrics({ process: false });
  const writer = newWriter({
    client,
    queue,
    bucket: newBucket({ qps: 10_000, burst: 10_000 }),
    metrics,
    log,
    signal: ending.signal,
    mayWrite: () => state.mayWrite,
    work: {
      decide: key => {
        if (key === 'faulty') throw new Error('a mistake');
        return (wanted.get(key) ?? 0) > 0 ? [write(key)] : [];
      },
      writing: () => {},
      written: ({ key }) => {
        told.push(`${key} written`);
        wanted.set(key, (wanted.get(key) ?? 0) - 1);
      },
      failed: ({ key }) => void told.push(`${key} failed`)
    }
  });
  const need = (key: string, writes = 1): void => {
    wanted.set(key, writes);
    queue.add(key, performance.now());
    writer.wake();
  };
  return { asked, lines, metrics, need, queue, state, told, writer };
};

const done = (): Promise<Json> => Promise.resolve({ metadata: { name: 'x' } });

test('all that is wanted is written, one write after the other for a key, and then nobody is busy', async () => {
  const { need, queue, told, writer } = setUp(done);
  need('a', 2);
  need('b');
  await writer.idle();
  expect(told.toSorted()).toEqual(['a written', 'a written', 'b written']);
  expect(queue.length()).toBe(0);
  await writer.idle();
});

test('whoever loses the right to write ends between two writes, and leaves nothing to do', async () => {
  const setting = setUp(() => {
    setting.state.mayWrite = false;
    return done();
  });
  const { need, queue, told, writer } = setting;
  need('a', 2);
  await writer.idle();
  expect(told).toEqual(['a written']);
  expect(queue.length()).toBe(0);
  need('b');
  await writer.idle();
  expect(told).toEqual(['a written']);
});

test('what fails is tried again by itself, sooner where somebody was only faster', async () => {
  const failures = [new Refusal(409, 'Conflict', 'the object has been modified'), new Unreachable('gone')];
  const { need, told } = setUp(() => {
    const failure = failures.shift();
    return failure === undefined ? done() : Promise.reject(failure);
  });
  const began = performance.now();
  need('a');
  await vi.waitFor(() => expect(told).toEqual(['a failed', 'a failed', 'a written']), { timeout: 30_000 });
  // 25 to 50 ms, and then 250 to 500 ms: it is the second failure.
  expect(performance.now() - began).toBeGreaterThan(250);
});

test('what the server will never do is not tried again soon, but at once when there is news', async () => {
  const { asked, need, queue, writer } = setUp(() =>
    Promise.reject(new Refusal(422, 'Invalid', 'it is invalid'))
  );
  need('a');
  await writer.idle();
  expect(queue.untilDue()).toBeGreaterThan(2400);
  need('a');
  await writer.idle();
  expect(asked).toEqual(['a', 'a']);
});

test('a write that hangs does not keep others from being tried again', async () => {
  const failures = [new Unreachable('gone')];
  const { need, told } = setUp(name => {
    if (name === 'hanging') return new Promise(() => {});
    const failure = failures.shift();
    return failure === undefined ? done() : Promise.reject(failure);
  });
  need('hanging');
  need('a');
  await vi.waitFor(() => expect(told).toEqual(['a failed', 'a written']), { timeout: 30_000 });
});

test('while all hands are full, nobody asks again and again for what is due', async () => {
  const { need, queue, told, writer } = setUp(name =>
    name === 'late' ? Promise.reject(new Refusal(409, 'Conflict', 'no')) : new Promise(() => {})
  );
  need('late');
  await vi.waitFor(() => expect(told).toEqual(['late failed']), { interval: 1 });
  for (let at = 0; at < 40; at += 1) need(`k${at}`);
  await sleep(1);
  writer.wake();
  await vi.waitFor(() => expect(queue.untilDue()).toBe(0), { interval: 1, timeout: 30_000 });
  const untilDue = vi.spyOn(queue, 'untilDue');
  writer.wake();
  await sleep(50);
  expect(untilDue.mock.calls.length).toBeLessThan(3);
});

test('what never stays as it is written does not keep others waiting', async () => {
  const { lines, need, queue, told, writer } = setUp(done);
  need('restless', 1000);
  await writer.idle();
  expect(told).toHaveLength(6);
  expect(queue.untilDue()).toBeGreaterThan(0);
  expect(lines).toContainEqual([
    'warn',
    'what is written does not stay as it is written',
    { key: 'restless' }
  ]);
});

test('a fault in one is told, and no other suffers from it', async () => {
  const { lines, need, told, writer } = setUp(done);
  need('faulty');
  need('a');
  await writer.idle();
  expect(told).toEqual(['a written']);
  expect(lines.map(([level, message]) => `${level} ${message}`)).toContain('error a fault of the program');
});

test('no key is written twice at once, however often it is added', async () => {
  let [now, most] = [0, 0];
  const { need, told, writer } = setUp(async () => {
    now += 1;
    most = Math.max(most, now);
    await sleep(5);
    now -= 1;
    return {};
  });
  need('a');
  for (let at = 0; at < 10; at += 1) {
    need('a');
    await sleep(1);
  }
  await writer.idle();
  expect(most).toBe(1);
  expect(told.length).toBeGreaterThan(1);
});

test('how writes have ended is counted', async () => {
  const failures = [new Refusal(409, 'Conflict', 'no'), new Refusal(403, 'Forbidden', 'no')];
  const { metrics, need, writer } = setUp(() => {
    const failure = failures.shift();
    return failure === undefined ? done() : Promise.reject(failure);
  });
  for (const key of ['a', 'b', 'c']) {
    need(key);
    await writer.idle();
  }
  const { values } = await metrics.writes.get();
  expect(values.map(({ labels, value }) => [labels.result, value])).toEqual([
    ['conflict', 1],
    ['refused', 1],
    ['done', 1]
  ]);
});
