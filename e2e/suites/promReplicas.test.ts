import { lastSeenMetric } from '@meshfence/core';
import { random } from '@meshfence/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../harness/process/waitFor.js';
import type { Exporter } from './prom/Exporter.js';
import { newSite, pause, scraped } from './prom/Site.js';
import type { Heard, Site } from './prom/Site.js';

let several: Site;
let single: Site;

beforeAll(async () => {
  [several, single] = await Promise.all([newSite(), newSite()]);
});

afterAll(() => Promise.all([several.stop(), single.stop()]));

/** A call that a receiver of access logs has seen just now. */
const see = (receiver: Exporter, caller: number, destination: number, at: number): void =>
  receiver.set(
    lastSeenMetric,
    {
      caller_namespace: 'shop',
      caller: `w${caller}`,
      destination: `s${destination}.shop.svc.cluster.local`,
      port: '80',
      protocol: 'http'
    },
    at / 1000
  );

/** Each edge, and when it was last seen. */
const book = ({ edges }: Heard): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  for (const { evidence, from, port, protocol, to } of edges) {
    const key = JSON.stringify([from, to, port, protocol]);
    const lastSeen = Math.max(...evidence.map(each => each.lastSeen ?? 0));
    found.set(key, Math.max(found.get(key) ?? 0, lastSeen));
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
};

const sameBooks = (a: Heard, b: Heard): Promise<unknown> =>
  waitFor('both sources to know the same', async () =>
    JSON.stringify([...book(a)]) === JSON.stringify([...book(b)]) ? true : undefined
  );

test(
  'two receivers, one of which is killed, show what one that saw everything shows',
  { timeout: 120_000 },
  async () => {
    const [first, second, third, whole] = await Promise.all([
      several.exporter(),
      several.exporter(),
      several.exporter(),
      single.exporter()
    ]);
    await several.scrape(first, second);
    await single.scrape(whole);
    const { heard } = await several.source({ readsSightings: true });
    const { heard: expected } = await single.source({ readsSightings: true });
    const stream = random(7);
    const next = (bound: number): number => Math.floor(stream() * bound);
    let receivers: ReadonlyArray<Exporter> = [first, second];
    /** Calls of a while: each is seen by one of the receivers, some of them by both. */
    const calls = async (many: number): Promise<void> => {
      for (let nth = 0; nth < many; nth += 1) {
        const [caller, destination, at] = [next(8), next(8), Date.now()];
        see(whole, caller, destination, at);
        const seenBy = next(3);
        const all = receivers.filter(
          (_, index) => seenBy === 2 || seenBy === index || receivers.length === 1
        );
        for (const receiver of all) see(receiver, caller, destination, at);
        await pause(5);
      }
    };
    await calls(100);
    await scraped(first, 2);
    // What it has shown once is known, though nobody can ask it any more.
    await first.stop();
    receivers = [second];
    await calls(60);
    // Its successor knows nothing of what it has seen.
    await several.scrape(second, third);
    receivers = [second, third];
    await calls(100);
    await Promise.all([scraped(second, 2), scraped(third, 2), scraped(whole, 2)]);
    await sameBooks(heard, expected);
    expect(book(expected).size).toBeGreaterThan(50);
    expect([...new Set(heard.edges.flatMap(({ evidence }) => evidence.map(({ source }) => source)))]).toEqual(
      ['als']
    );
  }
);

test('a source that starts late still hears of receivers that are gone', { timeout: 60_000 }, async () => {
  const gone = await single.exporter();
  see(gone, 77, 1, Date.now());
  await single.scrape(gone);
  await scraped(gone, 2);
  await single.scrape();
  await gone.stop();
  await pause(2000);
  const { heard } = await single.source({ readsSightings: true });
  await waitFor('the late source', async () =>
    [...book(heard).keys()].some(key => key.includes('"w77"')) ? true : undefined
  );
});
