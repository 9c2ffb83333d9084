import type { JsonObject } from '@meshfence/core';
import { random } from '@meshfence/test-kit';
import type { Pod } from '../../harness/pod/Pod.js';
import { waitFor } from '../../harness/process/waitFor.js';
import { newSite, pause } from '../prom/Site.js';
import type { Heard, Site, Target } from '../prom/Site.js';
import { fence } from '../support/inputs.js';
import { Shop } from '../support/Shop.js';
import type { ShopOptions } from '../support/Shop.js';
import { fleetMeshConfig, fleetServices, forked, reporting, startFleet, stopFleet } from './Fleet.js';
import type { Fleet } from './Fleet.js';
import { bookOf, lacking, missing } from './told.js';
import type { Book } from './told.js';

/** Who hears of a caller's calls from its own proxy. */
const recipients = { left: ['left'], right: ['right'], both: ['left', 'right'], either: ['either'] } as const;

/** Callers, by those who hear of them. Of what takes the fallback the global-sidecar tells as well. */
export const callers = Object.keys(recipients) as ReadonlyArray<keyof typeof recipients>;

export const host = (name: string): string => `${name}.shop.svc.cluster.local`;

/** One pod is behind all Services. */
const service = (name: string, ports: Readonly<Record<string, number>>): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'shop', name },
  spec: {
    selector: { app: 'backend' },
    ports: Object.entries(ports).map(([port, number]) => ({ name: port, port: number, targetPort: number }))
  }
});

/** `late` reports to a receiver that is not scraped at first; `plain` reports nothing itself. */
const workloads = [...callers, 'late', 'plain'];

const shopOptions: ShopOptions = {
  meshConfig: fleetMeshConfig,
  objects: [
    service('reviews', { http: 9080, 'http-more': 9090 }),
    service('details', { http: 9080 }),
    service('echo', { http2: 9081, grpc: 9082 }),
    service('db', { tcp: 9000 }),
    service('cache', { tcp: 9001 }),
    ...fleetServices,
    ...callers.map(name => reporting(name, [...recipients[name], 'whole'])),
    reporting('late', ['late', 'whole'])
  ],
  fences: workloads.map(name => fence(`shop/${name}`, ['reviews', 'echo', 'db'].map(host))),
  pods: [
    ...workloads.map(name => ({ namespace: 'shop', name })),
    {
      namespace: 'shop',
      name: 'backend',
      proxy: false,
      app: { http: [9080, 9090], h2c: [9081], grpc: [9082], tcp: [9000, 9001] }
    }
  ]
};

/** A shop, a fleet of receivers that its proxies report to, a Prometheus that scrapes these, and a source that asks it. */
export interface FleetShop {
  readonly shop: Shop;
  readonly fleet: Fleet;
  readonly metrics: Site;
  readonly heard: Heard;
  /** Those that are scraped from the start, at different times. */
  readonly scraped: ReadonlyArray<Target>;
  readonly podOf: (caller: string) => Pod;
  /** A call to a name of its own, which each proxy lets through. */
  readonly callName: (caller: string, name: string) => Promise<void>;
  /** So many calls of anybody to anybody: to as many as are given. */
  readonly anyCalls: (many: number, others: number, from?: ReadonlyArray<string>) => Promise<void>;
  /** Waits until the receiver that hears everything hears nothing more; gives what it has heard. */
  readonly quiet: () => Promise<Book>;
  /** Waits until what Prometheus tells is what the receiver that hears everything knows, to the millisecond. */
  readonly same: () => Promise<Book>;
  readonly stop: () => Promise<void>;
}

const calling = (shop: Shop): Pick<FleetShop, 'podOf' | 'callName' | 'anyCalls'> => {
  const stream = random(11);
  const next = (bound: number): number => Math.floor(stream() * bound);
  const podOf = (caller: string): Pod => shop.pod(`shop/${caller}`);
  const callName = async (caller: string, name: string): Promise<void> => {
    const hosts = { [name]: shop.pod('shop/backend').ip };
    const { status } = await shop.mesh.call(podOf(caller), `http://${name}:9090/`, { hosts });
    if (status !== 200) throw new Error(`${caller} calls ${name}: ${status}`);
  };
  return {
    podOf,
    callName,
    anyCalls: async (many, others, from = callers) => {
      for (let nth = 0; nth < many; nth += 1)
        await callName(from[next(from.length)] ?? '', `n${next(others)}.example.com`);
    }
  };
};

const quietly = async ({ whole }: Fleet): Promise<Book> => {
  let last: Book = new Map();
  return waitFor('the proxies to have nothing more to report', async () => {
    const now = await whole.book();
    const isQuiet = now.size > 0 && lacking(last, now).length === 0;
    last = now;
    await pause(1500);
    return isQuiet ? now : undefined;
  });
};

const untilSame = (heard: Heard, expected: Book): Promise<unknown> =>
  waitFor(
    'the same to be told',
    async () => {
      const told = bookOf(heard);
      const unlike = [...lacking(told, expected), ...missing(expected, told)];
      if (unlike.length > 0) throw new Error(`not the same: ${unlike.join(', ')}`);
      return true;
    },
    { seconds: 15 }
  );

export const openFleetShop = async (): Promise<FleetShop> => {
  const shop = await Shop.open(shopOptions);
  const fleet = await startFleet(shop.mesh);
  const { objects } = await shop.compile({ general: { wormholePort: ['9080'] } });
  await shop.apply(forked(objects, ['right', 'whole']));
  const metrics = await newSite();
  const scraped = [fleet.left, { target: fleet.right.target, every: '3s' }];
  await metrics.scrape(...scraped);
  const { heard } = await metrics.source({ readsSightings: true });
  const quiet = (): Promise<Book> => quietly(fleet);
  return {
    shop,
    fleet,
    metrics,
    heard,
    scraped,
    ...calling(shop),
    quiet,
    same: async () => {
      const expected = await quiet();
      await untilSame(heard, expected);
      return expected;
    },
    stop: async () => {
      await stopFleet(fleet);
      await metrics.stop();
      await shop.mesh.stop();
    }
  };
};
