import { expect, test } from 'vitest';
import { compiled } from './globalSidecar/compiled.js';
import { destination, site, to } from './globalSidecar/Site.js';
import { addresses } from './globalSidecar/upstream.js';

const settings = { requestLog: 'all' };
const here = site(compiled(settings, { allow: ['10.98.0.0/24', '127.0.0.0/8'], deny: ['10.98.0.2'] }));

test('where some destinations are allowed, others are not, nor are denied ones among them', async () => {
  expect(await to(destination)).toBe(200);
  const others = [`${addresses.other}:9080`, `[${addresses.ipv6}]:9080`, '127.0.0.1:9080', '10.98.0.2:9080'];
  expect(await Promise.all(others.map(to))).toEqual([403, 403, 403, 403]);
});

test('all requests are written down, if that is wished', async () => {
  expect(await to(destination)).toBe(200);
  await expect.poll(() => here.envoy.logged(), { timeout: 5000 }).toContain('"code":200');
  const [line = ''] = here.envoy.logged().split('\n');
  expect(JSON.parse(line)).toMatchObject({ verdict: 'forward', caller: 'shop', upstream: destination });
});
