import { compile, decodeMesh, nowhere } from '@meshfence/core';
import type { Edge, Source, Window } from '@meshfence/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAnswering } from '../harness/process/isAnswering.js';
import { waitFor } from '../harness/process/waitFor.js';
import { count } from './prom/calls.js';
import type { Exporter } from './prom/Exporter.js';
import { callsIn, newSite, pause, scraped, times, told, watching } from './prom/Site.js';
import type { Site } from './prom/Site.js';

let site: Site;
let proxy: Exporter;

beforeEach(async () => {
  site = await newSite();
  proxy = await site.exporter();
  await site.scrape(proxy);
});

afterEach(() => site.stop());

const cart = 'cart.shop.svc.cluster.local';
const call = { from: 'shop/web', to: cart };

const restarted = async (meanwhile: () => Promise<void>): Promise<void> => {
  const { process, url } = site.prometheus;
  await process.end('SIGTERM');
  await meanwhile();
  process.startAgain();
  await waitFor('Prometheus to be ready', isAnswering(`${url}/-/ready`), { needs: [process] });
};

const minute = 60_000;

/** So that an hour of a mesh is some seconds of a test. */
const factor = 600;

const mesh = () =>
  decodeMesh([
    {
      file: 'mesh.yaml',
      text: JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [
          {
            apiVersion: 'config.netease.com/v1alpha1',
            kind: 'SlimeBoot',
            metadata: { name: 'lazyload', namespace: 'mesh-operator' },
            spec: {
              module: [
                {
                  name: 'lazyload',
                  kind: 'lazyload',
                  enable: true,
                  general: { wormholePort: ['80'], expiry: { learned: '70m' } },
                  global: { misc: { metricSourceType: 'prometheus' } }
                }
              ]
            }
          },
          ...['web', 'cart'].map(name => ({
            apiVersion: 'v1',
            kind: 'Service',
            metadata: { name, namespace: 'shop' },
            spec: { selector: { app: name }, ports: [{ name: 'http', port: 80 }] }
          })),
          {
            apiVersion: 'microservice.slime.io/v1alpha1',
            kind: 'ServiceFence',
            metadata: { name: 'web', namespace: 'shop' },
            spec: { enable: true },
            status: { metricStatus: { [`{destination_service="${cart}"}`]: '1' } }
          }
        ]
      })
    }
  ]).value;

/** Another call of the caller: that it is heard all the while, else nothing would follow from what it does not call. */
const heardUntil = (lastSeen: number): Edge => ({
  from: { _tag: 'Named', namespace: 'shop', name: 'web' },
  to: 'other.example',
  port: undefined,
  protocol: undefined,
  evidence: [{ source: 'prometheus', firstSeen: undefined, lastSeen, count: undefined }],
  origin: nowhere
});

/** The state of the callee, from what a source has told, as though each second of it had been ten minutes. */
const stateAt = (now: number, from: number, edges: ReadonlyArray<Edge>, windows: ReadonlyArray<Window>) => {
  const later = (at: number): number => from + (at - from) * factor;
  const stretched = edges.map(edge => ({
    ...edge,
    evidence: edge.evidence.map(each => ({
      ...each,
      firstSeen: undefined,
      lastSeen: later(each.lastSeen ?? from)
    }))
  }));
  const source: Source = {
    name: 'prometheus',
    direct: true,
    windows: windows.map(each => ({
      from: later(each.from),
      to: each.to === undefined ? undefined : later(each.to)
    }))
  };
  const all = [...stretched, heardUntil(later(now))];
  const { value } = compile({ ...mesh(), edges: all, sources: [source], now: later(now) });
  return value.statuses.find(({ name }) => name === 'web')?.status.domains[cart]?.state;
};

test(
  'an outage of Prometheus in the middle of an expiry lets nothing expire',
  { timeout: 120_000 },
  async () => {
    const { heard } = await site.source({ lookback: times.window, window: 3000 });
    count(proxy, call);
    await told(heard, `shop/web ${cart}`);
    await watching(heard);
    const from = Date.now();
    await pause(3000);
    await restarted(async () => {
      await watching(heard, false);
      await pause(6000);
    });
    await watching(heard);
    const windows = heard.told.at(-1)?.windows ?? [];
    expect(windows).toHaveLength(2);
    // What was told right after the outage, since the counter might have grown in it, is put aside: it must not be what helps.
    const before = heard.edges.filter(({ evidence }) => (evidence[0]?.lastSeen ?? 0) <= from);
    const now = Date.now();
    expect(now - from).toBeGreaterThan(9000);
    expect(stateAt(now, from, before, windows)).toBe('ACTIVE');
    // The same without the outage: it would have left.
    const unbroken = [{ from: windows[0]?.from ?? 0, to: undefined }];
    expect(stateAt(now, from, before, unbroken)).toBe('EXPIRE');
    // And what was watched long enough does leave.
    expect(stateAt(now + (90 * minute) / factor, from, before, windows)).toBe('EXPIRE');
  }
);

test(
  'calls that were made while Prometheus could not be asked are seen afterwards',
  { timeout: 60_000 },
  async () => {
    count(proxy, call);
    await scraped(proxy, 2);
    const { heard, source } = await site.source();
    await told(heard, `shop/web ${cart}`);
    await source.stop();
    count(proxy, { from: 'shop/web', to: 'late.shop.svc.cluster.local' });
    await scraped(proxy, 2);
    await pause(times.window + 2000);
    const since = heard.edges.length;
    const next = await site.source({ lookback: 30_000 });
    await told(next.heard, 'shop/web late.shop.svc.cluster.local');
    expect(heard.edges).toHaveLength(since);
  }
);

test('a restart of Prometheus makes no calls of old counters', { timeout: 60_000 }, async () => {
  count(proxy, call, 12);
  await scraped(proxy, 2);
  await pause(times.window + 2000);
  const { heard } = await site.source({ lookback: times.window });
  await watching(heard);
  await restarted(() => pause(1000));
  await watching(heard, false);
  await watching(heard);
  await scraped(proxy, 3);
  await pause(1000);
  expect(callsIn(heard)).toEqual([]);
});

test(
  'while a proxy cannot be scraped, others go on, and nobody claims to watch',
  { timeout: 90_000 },
  async () => {
    const other = await site.exporter();
    count(proxy, call);
    count(other, { from: 'shop/cart', to: 'db.shop.svc.cluster.local' });
    await site.scrape(proxy, other);
    const { heard } = await site.source();
    await told(heard, `shop/web ${cart}`);
    await told(heard, 'shop/cart db.shop.svc.cluster.local');
    await watching(heard);
    await other.stop();
    await watching(heard, false);
    count(proxy, { from: 'shop/web', to: 'stock.shop.svc.cluster.local' });
    await told(heard, 'shop/web stock.shop.svc.cluster.local');
    await other.startAgain();
    await watching(heard);
  }
);

test('a proxy that is gone for good calls nobody, and others are watched', { timeout: 90_000 }, async () => {
  const other = await site.exporter();
  count(proxy, call);
  count(other, { from: 'shop/cart', to: 'db.shop.svc.cluster.local' });
  await site.scrape(proxy, other);
  const { heard } = await site.source();
  await told(heard, 'shop/cart db.shop.svc.cluster.local');
  await watching(heard);
  await other.stop();
  await watching(heard, false);
  await site.scrape(proxy);
  await watching(heard);
});

test('where all series are gone, nobody watches', { timeout: 60_000 }, async () => {
  count(proxy, call);
  const { heard } = await site.source();
  await watching(heard);
  proxy.reset();
  await watching(heard, false);
  count(proxy, call);
  await watching(heard);
});
