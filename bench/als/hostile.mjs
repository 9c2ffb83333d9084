// What a receiver keeps of names that never come twice, without a network in between.   hostile.mjs MILLIONS BOUNDS
// Prints resident memory and heap after every tenth.
import { emptyBook, reporterOf } from '@meshfence/core';
import { Registry } from 'prom-client';
import { decodeMessage } from '../../packages/als-adapter/dist/decode/schema.js';
import { newMemory } from '../../packages/als-adapter/dist/keep/Memory.js';
import { newMetrics } from '../../packages/als-adapter/dist/measure/Metrics.js';
import { newIntake } from '../../packages/als-adapter/dist/receive/Intake.js';
import { defaultBounds } from '../../packages/als-adapter/dist/receive/Settings.js';
import { renewing } from './entries.mjs';

const entries = Number(process.argv[2] ?? 100) * 1e6;
const bounds = { ...defaultBounds, ...JSON.parse(process.argv[3] ?? '{}') };

const memory = newMemory(bounds);
const take = newIntake(memory, newMetrics(new Registry()), { book: () => emptyBook, now: Date.now }, false);

/** A sidecar that nobody has heard of, with as many labels as are believed. */
const newcomer = number => {
  const name = `w${number}`;
  const labels = Object.fromEntries(
    Array.from({ length: 100 }, (_, at) => [`${name}-${at}`.padStart(60, 'l'), 'v'.repeat(60)])
  );
  const id = `sidecar~10.1.0.1~${name}-7d4b9c-x2x4z.shop~shop.svc.cluster.local`;
  return reporterOf({ id, namespace: 'shop', workload: name, labels }, []);
};

/** So many messages are of one caller; then another one comes, and the first never again. */
const constancy = 20;

const renewed = renewing('small');
let [taken, messages, reporter] = [0, 0, newcomer(0)];

const tenth = () => {
  const until = taken + entries / 10;
  for (; taken < until; messages += 1) {
    if (messages % constancy === 0) reporter = newcomer(messages / constancy);
    const { bytes, count } = renewed();
    take(decodeMessage(bytes.subarray(5)), reporter);
    taken += count;
  }
};

const megabytes = bytes => `${(bytes / 1e6).toFixed(0)} MB`.padStart(8);
const began = performance.now();
for (let at = 1; at <= 10; at += 1) {
  tenth();
  // As whoever takes them would.
  memory.ledger.take('als');
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const { evicted, refused } = memory.ledger.dropped;
  console.log(
    `${(taken / 1e6).toFixed(0)} M entries of ${Math.ceil(messages / constancy)} callers:`.padEnd(34),
    `${memory.ledger.size} edges kept, ${evicted} evicted, ${refused} refused,`,
    `${memory.hearings.hearings('als').length} callers remembered; resident ${megabytes(rss)}, heap ${megabytes(heapUsed)}`
  );
}
console.log(
  `${((performance.now() - began) / 1000).toFixed(0)} s, ${(process.cpuUsage().user / 1e6).toFixed(0)} s of CPU`
);
