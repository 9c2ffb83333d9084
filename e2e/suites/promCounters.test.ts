import { afterAll, beforeAll, expect, test } from 'vitest';
import { count } from './prom/calls.js';
import type { Exporter } from './prom/Exporter.js';
import { callsIn, newSite, pause, scraped, times, told, watching } from './prom/Site.js';
import type { Heard, Site } from './prom/Site.js';

let site: Site;
let proxy: Exporter;
let heard: Heard;

beforeAll(async () => {
  site = await newSite();
  proxy = await site.exporter();
  count(proxy, { from: 'shop/old', to: 'idle.shop.svc.cluster.local' }, 12);
  await site.scrape(proxy);
  await scraped(proxy, 3);
  // Long enough for what was there before to be old.
  await pause(times.window + 1000);
  ({ heard } = await site.source({ lookback: times.window }));
  await watching(heard);
});

afterAll(() => site.stop());

/** Until nothing is told any more of what was counted before. */
const quiet = () => pause(times.window + 2500);

const cart = 'cart.shop.svc.cluster.local';

test('a counter that is not new and does not grow is no call, however high it is', () => {
  expect(callsIn(heard)).toEqual([]);
});

test('the very first call of a caller is seen', async () => {
  count(proxy, { from: 'shop/web', to: cart });
  await told(heard, `shop/web ${cart}`);
});

test.each([
  ['a connection', { from: 'shop/web', to: 'db.shop.svc.cluster.local', protocol: 'tcp' }],
  ['what only the callee counts', { from: 'shop/job', to: cart, reporter: 'destination' }],
  [
    'a connection that only the callee counts',
    { from: 'shop/tcp', to: cart, protocol: 'tcp', reporter: 'destination' }
  ],
  ['one more call of an old counter', { from: 'shop/old', to: 'idle.shop.svc.cluster.local' }]
] as const)('%s is seen', async (_, called) => {
  count(proxy, called);
  await told(heard, `${called.from} ${called.to}`);
});

test('a call that no callee got is none', async () => {
  count(proxy, { from: 'shop/scan', to: 'a.shop.svc.cluster.local', flags: 'NR' });
  count(proxy, { from: 'shop/scan', to: 'b.shop.svc.cluster.local', flags: 'UF,URX' });
  count(proxy, { from: 'shop/scan', to: 'c.shop.svc.cluster.local', flags: 'UT' });
  await told(heard, 'shop/scan c.shop.svc.cluster.local');
  await scraped(proxy, 2);
  expect(callsIn(heard).filter(call => call.startsWith('shop/scan'))).toEqual([
    'shop/scan c.shop.svc.cluster.local'
  ]);
});

test('what is not called any more is told no more, and again with the next call', async () => {
  await quiet();
  const since = heard.edges.length;
  await scraped(proxy, 3);
  expect(callsIn(heard, since)).toEqual([]);
  count(proxy, { from: 'shop/web', to: cart });
  await told(heard, `shop/web ${cart}`, since);
  expect(callsIn(heard, since)).toEqual([`shop/web ${cart}`]);
});

test('a counter that begins anew is a call only where it counts one', async () => {
  await quiet();
  const since = heard.edges.length;
  proxy.reset();
  count(proxy, { from: 'shop/web', to: cart }, 0);
  await scraped(proxy, 3);
  await pause(1000);
  expect(callsIn(heard, since)).toEqual([]);
  count(proxy, { from: 'shop/web', to: cart }, 1);
  await told(heard, `shop/web ${cart}`, since);
});

test('a caller of many pods is one caller, and each counts', async () => {
  await quiet();
  const since = heard.edges.length;
  for (const pod of ['a', 'b', 'c']) count(proxy, { from: 'shop/many', to: cart, pod }, 4);
  await told(heard, `shop/many ${cart}`, since);
  await scraped(proxy, 2);
  const edges = heard.edges.slice(since).filter(({ from }) => 'name' in from && from.name === 'many');
  expect(edges.at(-1)?.evidence[0]?.count).toBe(12);
});
