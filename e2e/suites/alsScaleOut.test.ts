import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAnswering } from '../harness/process/isAnswering.js';
import { waitFor } from '../harness/process/waitFor.js';
import { readiness } from './als/Fleet.js';
import { callers, host, openFleetShop } from './als/fleetShop.js';
import type { FleetShop } from './als/fleetShop.js';
import type { Receiver } from './als/Receiver.js';
import { bookOf, coveredOf, lacking, missing } from './als/told.js';
import { pause, watching } from './prom/Site.js';

let there: FleetShop;

beforeAll(async () => {
  there = await openFleetShop();
});

afterAll(() => there?.stop());

const patient = { timeout: 15_000, interval: 100 };

const windows = () => there.heard.told.at(-1)?.windows ?? [];

test('two receivers that hear a part each tell what one that hears everything knows', async () => {
  const { mesh } = there.shop;
  for (const name of callers) {
    const pod = there.podOf(name);
    for (const url of ['http://reviews:9080/', 'http://details:9080/', 'http://details.shop:9080/'])
      expect((await mesh.call(pod, url)).status).toBe(200);
    expect((await mesh.call(pod, 'http://echo:9081/', { http2: true })).status).toBe(200);
    expect((await mesh.grpc(pod, { host: 'echo', port: 9082, method: 'Fail', say: ['x'] })).code).toBe(5);
    for (const [to, port] of [['db', 9000] as const, ['cache', 9001] as const])
      expect(await mesh.tcp(pod, { host: to, port, say: 'hello', until: 'hello' })).toMatchObject({
        end: 'enough'
      });
  }
  expect((await mesh.call(there.podOf('plain'), 'http://details:9080/')).status).toBe(200);
  await there.anyCalls(40, 12);
  const edges = [...(await there.same()).keys()];
  for (const name of callers)
    expect(edges).toEqual(
      expect.arrayContaining([
        `shop/${name} -> ${host('reviews')}:9080 http`,
        `shop/${name} -> details:9080 http`,
        `shop/${name} -> ${host('echo')}:9082 http`,
        `shop/${name} -> ${host('db')}:9000 tcp`
      ])
    );
  expect(edges).toContain('shop/plain -> details:9080 http');
  expect(edges.length).toBeGreaterThan(50);
});

test('neither of them knows it all, and some of it both of them know', async () => {
  const [left, right] = [await there.fleet.left.edges(), await there.fleet.right.edges()];
  const isOf = (caller: string) => (edge: string) =>
    edge.startsWith(`shop/${caller} ->`) && edge.includes('example.com');
  expect(left.some(isOf('left'))).toBe(true);
  expect(left.some(isOf('right'))).toBe(false);
  expect(right.some(isOf('right'))).toBe(true);
  expect(right.some(isOf('left'))).toBe(false);
  expect(left.some(isOf('both'))).toBe(true);
  expect(left.filter(isOf('both'))).toEqual(right.filter(isOf('both')));
  const either = new Set([...left, ...right].filter(isOf('either')));
  expect([...either].sort()).toEqual((await there.fleet.whole.edges()).filter(isOf('either')));
});

test('since callers report themselves, all calls are seen', async () => {
  await watching(there.heard);
  expect(there.heard.told.at(-1)).toMatchObject({ name: 'als', direct: true });
});

/** What Prometheus cannot know of an end before it scrapes again, and a source before it asks again. */
const grain = 2000;

/** Kills a receiver, and starts it again after something else; gives the time in which nobody heard it. */
const killed = async ({ process, ready }: Receiver, meanwhile: () => Promise<void>) => {
  const from = Date.now();
  await process.end('SIGKILL');
  await meanwhile();
  const to = Date.now();
  process.startAgain();
  await ready();
  return { from, to };
};

/** The call that an edge to a name shows. */
const callAgain = async (edge: string): Promise<void> => {
  const [, caller = '', name = ''] = /^shop\/(\w+) -> (n\d+\.example\.com):9090 http$/.exec(edge) ?? [];
  await there.callName(caller, name);
};

test('a receiver that is killed loses nothing that was known, and only what it alone is told meanwhile', async () => {
  const before = await there.same();
  await there.anyCalls(20, 12);
  const gone = await killed(there.fleet.left, async () => {
    await there.anyCalls(60, 40);
    await watching(there.heard, false);
    await pause(2 * grain);
  });
  await there.anyCalls(40, 12);
  const expected = await there.quiet();
  await watching(there.heard);
  await pause(2 * grain);
  const told = bookOf(there.heard);
  expect(missing(told, before)).toEqual([]);
  expect(missing(expected, told)).toEqual([]);
  const late = lacking(told, expected);
  const lost = missing(told, expected);
  console.log(`${expected.size - before.size} edges are new, ${lost.length} of them are lost`);
  // A proxy that finds its receiver behind the Service of both may have had this one.
  expect(late.filter(edge => !/^shop\/(?:left|either) ->/.test(edge))).toEqual([]);
  // Nobody says that calls would have been seen meanwhile.
  expect(gone.to - gone.from).toBeGreaterThan(2 * grain);
  expect(coveredOf(windows(), gone.from + grain, gone.to)).toBe(0);
  // Whoever calls again is heard again.
  for (const edge of late) await callAgain(edge);
  await there.same();
});

const heardBy = (receiver: Receiver): Promise<number> => receiver.entries('call');

/** What the proxy of a caller itself says of entries that it could not get rid of. */
const droppedBy = async (caller: string): Promise<number> => {
  const name = 'access_logs.grpc_access_log.logs_dropped';
  return (await there.shop.mesh.stats(there.podOf(caller), name)).get(name) ?? 0;
};

test('behind one Service another receiver takes over: lost is what a proxy sends to one that is gone', async () => {
  const { left, right, whole } = there.fleet;
  const from = { left: await heardBy(left), right: await heardBy(right), whole: await heardBy(whole) };
  const calls = async (count: number): Promise<void> => {
    await there.anyCalls(count, 12, ['either']);
    await there.quiet();
  };
  await calls(30);
  const isLeft = (await heardBy(left)) > from.left;
  const [victim, other] = isLeft ? (['left', 'right'] as const) : (['right', 'left'] as const);
  const ofOther = async () => (await heardBy(there.fleet[other])) - from[other];
  const [before, ofVictim] = [await ofOther(), (await heardBy(there.fleet[victim])) - from[victim]];
  expect(before + ofVictim).toBe(30);
  let meanwhile = 0;
  await killed(there.fleet[victim], async () => {
    await calls(15);
    await there.shop.mesh.apply([readiness(victim, false)]);
    await there.shop.mesh.settled(there.podOf('either'));
    meanwhile = (await ofOther()) - before;
    await calls(15);
    // Once the proxy knows that the receiver is gone, nothing is lost.
    expect((await ofOther()) - before - meanwhile).toBe(15);
  });
  await there.shop.mesh.apply([readiness(victim, true)]);
  await there.shop.mesh.settled(there.podOf('either'));
  await calls(30);
  const found = ofVictim + (await ofOther()) + (await heardBy(there.fleet[victim]));
  expect((await heardBy(whole)) - from.whole).toBe(90);
  console.log(
    `of 90 calls ${90 - found} are lost, ${await droppedBy('either')} by the proxy's own count; ` +
      `${meanwhile} of 15 reached another receiver while the killed one was still said to be ready`
  );
  expect(found).toBe(75 + meanwhile);
  await there.same();
});

test('Prometheus may be killed in the middle: what was said meanwhile is read afterwards', async () => {
  const { process, url } = there.metrics.prometheus;
  const from = Date.now();
  await process.end('SIGKILL');
  await there.anyCalls(40, 60);
  await watching(there.heard, false);
  await pause(grain);
  const to = Date.now();
  process.startAgain();
  await waitFor('Prometheus to be ready', isAnswering(`${url}/-/ready`), { needs: [process] });
  await there.anyCalls(20, 60);
  await there.same();
  await watching(there.heard);
  expect(coveredOf(windows(), from + grain, to)).toBe(0);
});

test('while a receiver of the same job was never scraped, nobody watches; then all is known that it has heard', async () => {
  await there.anyCalls(20, 12, ['late', ...callers]);
  const expected = await there.quiet();
  const isOfLate = (edge: string): boolean => edge.startsWith('shop/late ->');
  await expect
    .poll(() => lacking(bookOf(there.heard), expected).filter(edge => !isOfLate(edge)), patient)
    .toEqual([]);
  const { target } = there.fleet.late;
  await there.metrics.scrape(...there.scraped, { target, path: '/nowhere' });
  await watching(there.heard, false);
  await pause(grain);
  expect([...expected.keys()].some(isOfLate)).toBe(true);
  expect([...bookOf(there.heard).keys()].some(isOfLate)).toBe(false);
  await there.metrics.scrape(...there.scraped, { target });
  await there.same();
  await watching(there.heard);
});

/** When a receiver was scraped last. */
const scrapeOf = async ({ target }: Receiver): Promise<string | undefined> => {
  const [sample] = await there.metrics.prometheus.query(`timestamp(up{instance="${target}"})`);
  return sample?.value[1];
};

test('a receiver that is told to end lets Prometheus read what it has heard last', async () => {
  const { right } = there.fleet;
  await there.metrics.scrape(there.fleet.left, there.fleet.late, { target: right.target, every: '12s' });
  await pause(3000);
  const before = await scrapeOf(right);
  await waitFor('a scrape', async () => ((await scrapeOf(right)) === before ? undefined : true));
  await there.callName('right', 'last.example.com');
  const edge = 'shop/right -> last.example.com:9090 http';
  await waitFor('the call to be reported', () => there.fleet.whole.lastSeen(edge));
  await pause(1500);
  expect(bookOf(there.heard).has(edge)).toBe(false);
  const ending = right.process.end('SIGTERM');
  await waitFor('the call to be told', async () => bookOf(there.heard).get(edge));
  await ending;
  expect(right.process.ended()).toBe('exit 0');
  await there.same();
  right.process.startAgain();
  await right.ready();
});

test('a source that starts late hears of receivers that are gone', async () => {
  await there.metrics.scrape(...there.scraped);
  await there.anyCalls(30, 12);
  await there.quiet();
  await pause(2 * grain);
  const known = new Map([...(await there.fleet.left.book()), ...(await there.fleet.right.book())]);
  await there.fleet.left.process.end('SIGKILL');
  await there.metrics.scrape(there.fleet.right);
  await pause(2 * grain);
  const { heard: late } = await there.metrics.source({ readsSightings: true });
  await expect.poll(() => missing(bookOf(late), known), patient).toEqual([]);
  expect(known.size).toBeGreaterThan(30);
  await watching(late);
});
