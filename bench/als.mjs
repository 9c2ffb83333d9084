// `npm run bench:als [-- MILLIONS]`: what a receiver of access logs takes, and what it keeps.
// `npm run bench:als -- hostile [MILLIONS]`: what it keeps of names that never come twice, all in one process.
// Senders are another process, so two cores are needed; what counts is the receiver's own time. Compare within one run.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { entrySize } from './als/entries.mjs';

const script = name => fileURLToPath(new URL(`als/${name}`, import.meta.url));
const isHostile = process.argv[2] === 'hostile';
const millions = Number(process.argv[isHostile ? 3 : 2] ?? (isHostile ? 100 : 10));
const thousand = number => `${Math.round(number / 1000)}k`;
const megabytes = bytes => `${(bytes / 1e6).toFixed(0)} MB`;

const startReceiver = async bounds => {
  const child = fork(script('receiver.mjs'), [JSON.stringify(bounds)], { execArgv: ['--expose-gc'] });
  const [{ port }] = await once(child, 'message');
  const ask = async question => {
    child.send(question);
    return (await once(child, 'message'))[0];
  };
  return { port, ask, stop: () => child.kill() };
};

const sendTo = async ({ port }, load) => {
  const child = fork(script('load.mjs'), [JSON.stringify({ port, ...load })]);
  await once(child, 'exit');
};

/** One load, and what it cost. */
const measure = async (receiver, load) => {
  const before = await receiver.ask('report');
  const began = performance.now();
  await sendTo(receiver, load);
  const after = await receiver.ask('report');
  const entries = after.entries - before.entries;
  return { ...after, entries, seconds: (performance.now() - began) / 1000, busy: after.cpu - before.cpu };
};

const print = (name, { busy, edges, entries, rss, seconds }) =>
  console.log(
    name.padEnd(34),
    `${thousand(entries / seconds)}/s`.padStart(8),
    `${thousand(entries / busy)}/s`.padStart(10),
    String(edges).padStart(9),
    megabytes(rss).padStart(9)
  );

const roomy = { perCaller: 1e6, total: 1e6, rest: 0 };

const throughput = async () => {
  for (const kind of ['small', 'full'])
    for (const streams of [1, 20, 200]) {
      const receiver = await startReceiver({});
      await sendTo(receiver, { kind, streams, entries: 200_000, distinct: 200 });
      const entries = kind === 'small' ? 2_000_000 : 1_000_000;
      print(
        `${kind}, ${streams} streams`,
        await measure(receiver, { kind, streams, entries, distinct: 200 })
      );
      receiver.stop();
    }
};

const newEdges = async () => {
  for (const streams of [1, 20]) {
    const receiver = await startReceiver(roomy);
    print(
      `small, ${streams} streams, all new`,
      await measure(receiver, { kind: 'small', streams, entries: 900_000, distinct: 0 })
    );
    const { bytes, milliseconds } = await receiver.ask('scrape');
    console.log(`  shown as metrics: ${megabytes(bytes)} in ${milliseconds.toFixed(0)} ms`);
    receiver.stop();
  }
};

/** Memory after every tenth of a long load. */
const constancy = async (name, load, bounds) => {
  const receiver = await startReceiver(bounds);
  const seen = [];
  for (let tenth = 0; tenth < 10; tenth += 1) {
    await sendTo(receiver, { ...load, entries: millions * 1e5 });
    const { dropped, edges, entries, heap, rss } = await receiver.ask('collect');
    seen.push({ dropped, edges, entries, heap, rss });
  }
  console.log(
    `${name}: ${seen.at(-1).entries / 1e6} M entries, ${seen.at(-1).edges} edges kept, ${seen.at(-1).dropped} dropped`
  );
  console.log(`  resident ${seen.map(({ rss }) => megabytes(rss)).join(', ')}`);
  console.log(`  heap     ${seen.map(({ heap }) => megabytes(heap)).join(', ')}`);
  receiver.stop();
};

const inOneProcess = async (name, bounds) => {
  console.log(name);
  const child = fork(script('hostile.mjs'), [String(millions), JSON.stringify(bounds)], {
    execArgv: ['--expose-gc']
  });
  await once(child, 'exit');
};

const hostile = async () => {
  await inOneProcess('hostile names, as by default', {});
  await inOneProcess('hostile names, newest kept', { rest: 0 });
};

const all = async () => {
  console.log(`small: ${entrySize('small')} bytes, full: ${entrySize('full')} bytes\n`);
  console.log(
    ''.padEnd(34),
    'by clock'.padStart(8),
    'by its CPU'.padStart(10),
    'edges'.padStart(9),
    'resident'.padStart(9)
  );
  await throughput();
  await newEdges();
  console.log('');
  await constancy('known edges', { kind: 'small', streams: 20, distinct: 200 }, {});
  await constancy('hostile names, newest kept', { kind: 'small', streams: 20, distinct: 0 }, { rest: 0 });
  await constancy('hostile names, as by default', { kind: 'small', streams: 20, distinct: 0 }, {});
};

console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`);
await (isHostile ? hostile() : all());
