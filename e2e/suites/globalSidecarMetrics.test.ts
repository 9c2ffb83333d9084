import { Agent } from 'node:http';
import { expect, test } from 'vitest';
import { compiled } from './globalSidecar/compiled.js';
import { ports } from './globalSidecar/Envoy.js';
import { request } from './globalSidecar/request.js';
import type { Request } from './globalSidecar/request.js';
import { fallback, site, to } from './globalSidecar/Site.js';
import { addresses } from './globalSidecar/upstream.js';

const here = site(compiled());

test('calls are counted by caller, destination and code', async () => {
  await fallback('Counted:9080', { 'Slime-Source-Ns': 'team-a' });
  await fallback('counted.example.com', { 'Slime-Source-Ns': '-' });
  await fallback('10.98.0.1:9080', { 'Slime-Source-Ns': 'team-a' });
  await fallback('a"b\\c', { 'Slime-Source-Ns': 'team-b' });
  const calls = (caller: string, to: string) =>
    here.envoy.metric(`envoy_global_sidecar_calls{caller="${caller}",destination="${to}",code="200"}`);
  expect(await calls('team-a', 'counted.team-a.svc.cluster.local')).toBe(1);
  expect(await calls('unknown', 'counted.example.com')).toBe(1);
  expect(await calls('team-a', 'address')).toBe(1);
});

test('the probe port answers probes and metrics, and nothing of the administration', async () => {
  const probe = (path: string, rest: Request = {}) =>
    request({ port: ports.probe, path, ...rest }).then(each => each.status);
  expect(
    await Promise.all(['/healthz/ready', '/healthz/live', '/stats/prometheus'].map(each => probe(each)))
  ).toEqual([200, 200, 200]);
  expect(
    await Promise.all([
      ...['/', '/config_dump', '/stats', '/stats/prometheus/', '/quitquitquit', '/clusters'].map(each =>
        probe(each)
      ),
      probe('/stats/prometheus', { method: 'POST' }),
      probe('/quitquitquit', { method: 'POST' })
    ])
  ).toEqual(Array.from({ length: 8 }, () => 404));
  await expect(request({ host: addresses.ipv4, port: ports.admin })).rejects.toThrow('ECONNREFUSED');
});

test('the kubelet waits for twenty seconds before it ends the container', { timeout: 40_000 }, async () => {
  const start = Date.now();
  expect((await request({ port: ports.probe, path: '/healthz/drain' })).status).toBe(200);
  expect(Date.now() - start).toBeGreaterThan(19_000);
});

test('a flood of names costs little memory, and hides no refusal', { timeout: 120_000 }, async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const before = await here.envoy.memory();
  const flood = (from: number): Promise<unknown> =>
    Promise.all(
      Array.from({ length: 5000 }, (_, index) =>
        fallback(`h${from + index}.example.com`, { 'Slime-Source-Ns': `n${from + index}` }, { agent })
      )
    );
  for (let from = 0; from < 15_000; from += 5000) await flood(from);
  agent.destroy();
  const lines = (await here.envoy.metrics())
    .split('\n')
    .filter(each => each.startsWith('envoy_global_sidecar_calls'));
  expect(lines.length).toBeLessThanOrEqual(10_000);
  expect(await here.envoy.metric('envoy_server_stats_overflow_counter{}')).toBeGreaterThan(4000);
  expect((await here.envoy.memory()) - before).toBeLessThan(20_000_000);
  const name = 'envoy_global_sidecar_requests{verdict="denied"}';
  const denials = await here.envoy.metric(name);
  await to('127.0.0.1:1');
  expect(await here.envoy.metric(name)).toBe(denials + 1);
});
