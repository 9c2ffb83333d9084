import { expect, test } from 'vitest';
import { apiServers, compiled } from './globalSidecar/compiled.js';
import { ports } from './globalSidecar/Envoy.js';
import { request } from './globalSidecar/request.js';
import { destination, fallback, site, to } from './globalSidecar/Site.js';
import { addresses } from './globalSidecar/upstream.js';

const here = site(compiled({}, { deny: ['10.96.0.0/16', 'fd00:96::/32', addresses.other] }));

test('what comes back is 508, and counted', async () => {
  const name = 'envoy_global_sidecar_requests{verdict="loop"}';
  const before = await here.envoy.metric(name);
  expect((await fallback('x', { 'x-meshfence-hop': '1' })).status).toBe(508);
  expect(await to(`${addresses.ipv4}:${ports.http}`)).toBe(508);
  expect((await here.envoy.metric(name)) - before).toBe(2);
});

const malformed =
  '10.98.0.1 10.98.0.1: :9080 010.98.0.1:9080 10.98.0.01:9080 0x0a.98.0.1:9080 10.98.1:9080 167772161:9080 localhost:9080 ' +
  'a.example.com:80 10.98.0.1:0 10.98.0.1:09080 10.98.0.1:99999 10.98.0.1:9080,10.98.0.1:9080 10.98.0.256:9080 ' +
  '[::ffff:127.0.0.1]:9080 [0:0:0:0:0:0:0:1]:9080 [FD00:98::1]:9080 [fd00:98:0::1]:9080 [fd00:0098::1]:9080 ' +
  '[fd00:98::0:1]:9080 [fd00:98:0:0:0:0:0:1]:9080 [fe80::1%lo]:9080 fd00:98::1:9080 [fd00:98::1] - ::1';

test.each([...malformed.split(' '), ''])('the destination %j is malformed', async text => {
  expect(await to(text)).toBe(400);
});

test('no destination is no address either', async () => {
  expect((await request({ headers: { host: 'x' } })).status).toBe(400);
});

const addressesDenied =
  '127.0.0.1:9080 127.1.2.3:15099 0.0.0.0:80 0.1.2.3:80 169.254.169.254:80 224.0.0.1:80 239.255.255.255:80 255.255.255.255:80 ' +
  '[::1]:9080 [::]:80 [::7f00:1]:80 [::ffff:7f00:1]:80 [::ffff:a62:1]:9080 [fe80::1]:80 [febf::1]:80 [ff02::1]:80 ' +
  '[64:ff9b::7f00:1]:80 [64:ff9b::a9fe:a9fe]:80 [fd00:ec2::254]:80 10.96.0.0:80 10.96.255.255:80 [fd00:96::1]:80 ' +
  `[fd00:96:ffff::]:80 [64:ff9b::a60:1]:80 ${addresses.other}:9080 [${addresses.ipv6}]:15001`;
const portsDenied = [15_000, 15_001, 15_004, 15_006, 15_008, 15_020, 15_021, 15_053, 15_090, 15_099];
const forbidden = addressesDenied
  .split(' ')
  .concat(portsDenied.map(port => `${addresses.ipv4}:${port}`))
  .concat(apiServers.map(each => (each.includes(':') ? `[${each}]:443` : `${each}:443`)));

test.each(forbidden)('the destination %s is denied', async text => {
  expect(await to(text)).toBe(403);
});

test('refusals are counted by reason, and written down with who asked for what', async () => {
  expect(await here.envoy.metric('envoy_global_sidecar_requests{verdict="denied"}')).toBe(forbidden.length);
  expect(await here.envoy.metric('envoy_global_sidecar_requests{verdict="malformed"}')).toBeGreaterThan(20);
  await expect
    .poll(() => here.envoy.logged(), { timeout: 5000 })
    .toContain('"claimed_destination":"169.254.169.254:80"');
  expect(here.envoy.logged()).not.toContain('"code":200');
});

test('of two destinations the first counts, and nothing speaks for it but itself', async () => {
  const both = (first: string, second: string) =>
    request({ headers: ['Host', 'x', 'Slime-Orig-Dest', first, 'Slime-Orig-Dest', second] }).then(
      each => each.status
    );
  expect(await both(destination, '127.0.0.1:9080')).toBe(200);
  expect(await both('127.0.0.1:9080', destination)).toBe(403);
  expect(await both('[0:0:0:0:0:0:0:1]:9080', destination)).toBe(400);
});
