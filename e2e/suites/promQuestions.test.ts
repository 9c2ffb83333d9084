import type { MetricHandler } from '@meshfence/core';
import { promMetrics } from '@meshfence/prom-adapter';
import type { Asked } from '@meshfence/prom-adapter';
import { Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { run } from '../harness/process/run.js';
import { waitFor } from '../harness/process/waitFor.js';
import { count } from './prom/calls.js';
import { callsIn, newSite, scraped, told, watching } from './prom/Site.js';
import type { Site } from './prom/Site.js';

let site: Site;

afterEach(() => site.stop());

test("promtool finds nothing to say of a source's metrics", async () => {
  site = await newSite();
  const registry = new Registry();
  const counting = promMetrics(registry)('prometheus');
  await site.source({ counting });
  await waitFor('an answer', async () =>
    (await registry.metrics()).includes('meshfence_prometheus_questions_total{') ? true : undefined
  );
  const input = await registry.metrics();
  expect(await run(['promtool', 'check', 'metrics'], { input })).toMatchObject({ code: 0, stderr: '' });
});

const cart = 'cart.shop.svc.cluster.local';

const group = (query: string): MetricHandler => ({ query, type: 'Group' });

const fences = () => ['web', 'job'].map(name => ({ namespace: 'shop', name, labels: { app: name } }));

test('users ask what they like, and one bad question spoils nothing else', { timeout: 60_000 }, async () => {
  site = await newSite();
  const proxy = await site.exporter();
  count(proxy, { from: 'shop/web', to: cart, reporter: 'destination' }, 12);
  count(proxy, { from: 'shop/job', to: 'db.shop.svc.cluster.local', reporter: 'destination' }, 3);
  for (let nth = 0; nth < 2000; nth += 1)
    count(proxy, { from: 'shop/flood', to: `h${nth}.flood.svc.cluster.local`, reporter: 'destination' });
  await site.scrape(proxy);
  await scraped(proxy, 2);
  const results = new Map<string, Asked['result']>();
  const { heard } = await site.source({
    fences,
    counting: {
      asked: ({ question, result }) => void results.set(question, result),
      forgotten: () => undefined,
      watching: () => {}
    },
    handlers: {
      destination: group(
        'sum(istio_requests_total{source_app="$source_app",reporter="destination"})by(destination_service)'
      ),
      typo: group('sum(istio_requests_total{source_app="$source_app"'),
      ambiguous: group(
        'label_replace(istio_requests_total{source_app=~"$source_app|flood"}, "x", "", "", "") * on () group_right () istio_requests_total'
      ),
      none: group('istio_requests_total{source_app="$source_app",reporter="nobody"}'),
      nan: group('0 * sum by (destination_service) (istio_requests_total{source_app="$source_app"}) / 0'),
      flood: group('istio_requests_total{source_app="flood",source_workload_namespace="$namespace"}'),
      [cart]: {
        query:
          'sum(istio_requests_total{source_app="$source_app",destination_service="cart.shop.svc.cluster.local"})',
        type: 'Value'
      }
    }
  });
  await waitFor('every question', async () => (results.size === 8 ? true : undefined));
  expect(Object.fromEntries(results)).toEqual({
    'handler-destination': 'answered',
    'handler-typo': 'failed',
    'handler-ambiguous': 'partial',
    'handler-none': 'answered',
    'handler-nan': 'answered',
    'handler-flood': 'answered',
    [`handler-${cart}`]: 'answered',
    // Only callees count calls here, so nobody would see all of them.
    watch: 'partial'
  });
  const calls = callsIn(heard);
  expect(calls.filter(call => !call.startsWith('shop/flood'))).toEqual([
    'shop/job db.shop.svc.cluster.local',
    `shop/web ${cart}`
  ]);
  expect(calls).toHaveLength(2002);
});

test('what Prometheus refuses as too much is asked in parts', { timeout: 60_000 }, async () => {
  site = await newSite({ 'query.max-samples': '220' });
  const proxy = await site.exporter();
  const namespaces = Array.from({ length: 8 }, (_, nth) => `n${nth}`);
  for (const namespace of namespaces)
    for (let nth = 0; nth < 10; nth += 1)
      count(proxy, { from: `${namespace}/web`, to: `s${nth}.${namespace}.svc.cluster.local` });
  await site.scrape(proxy);
  await scraped(proxy, 3);
  await expect(site.prometheus.query('istio_requests_total[1m]')).rejects.toThrow();
  const { heard } = await site.source({ lookback: 6000 });
  await told(heard, 'n7/web s9.n7.svc.cluster.local');
  expect(callsIn(heard)).toHaveLength(80);
  await watching(heard);
});
