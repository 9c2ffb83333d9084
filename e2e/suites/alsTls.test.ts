import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { leaveWorkplace, makeWorkplace } from '../harness/control/Workplace.js';
import type { Workplace } from '../harness/control/Workplace.js';
import { makeCertificate } from '../harness/control/makeKeys.js';
import type { Keys } from '../harness/control/makeKeys.js';
import * as Failures from '../harness/Failures.js';
import { startLoneProxy } from './als/LoneProxy.js';
import type { LoneProxy, LoneProxyOptions } from './als/LoneProxy.js';
import { startReceiver } from './als/Receiver.js';
import type { Receiver } from './als/Receiver.js';

type Pair = Pick<Keys, 'certificate' | 'key'>;

let workplace: Workplace;
let receiver: Receiver;
let server: Pair;
let proxies: LoneProxy[] = [];

/** What proxies send on is answered here. */
const upstream = createServer((_request, response) => response.end('well'));

/** A certificate that is its own authority. */
const certificate = (name: string, alternativeName: string): Promise<Pair> =>
  makeCertificate(workplace, name, [alternativeName]);

const identity = (name: string, namespace: string): Promise<Pair> =>
  certificate(name, `URI:spiffe://cluster.local/ns/${namespace}/sa/${name}`);

beforeAll(async () => {
  workplace = await makeWorkplace();
  await new Promise<void>(resolve => upstream.listen(0, '127.0.0.1', resolve));
});

beforeEach(async () => {
  server = await certificate('server', 'DNS:localhost');
});

afterEach(async () => {
  for (const each of proxies) await each.stop();
  proxies = [];
  await receiver?.stop();
});

afterAll(async () => {
  upstream.close();
  await leaveWorkplace(workplace, Failures.any());
});

const start = async (...args: ReadonlyArray<string>): Promise<void> => {
  receiver = await startReceiver({ workplace }, [
    '--tls-cert',
    server.certificate,
    '--tls-key',
    server.key,
    ...args
  ]);
};

const proxy = async (options: Pick<LoneProxyOptions, 'key' | 'name' | 'tls'>): Promise<LoneProxy> => {
  const { port } = upstream.address() as AddressInfo;
  const started = await startLoneProxy({ ...options, folder: workplace.logs, upstream: port });
  proxies.push(started);
  return started;
};

const calls = () => receiver.entries('call');

/** Sends a request through a proxy, and waits until it has been heard. */
const hear = async (from: LoneProxy): Promise<void> => {
  const before = await calls();
  expect(await from.call()).toBe(200);
  await expect.poll(calls, { timeout: 15_000 }).toBe(before + 1);
};

/** Sends a request through a proxy whose connection to the receiver comes to nothing, and waits until it says so. */
const hearNothing = async (from: LoneProxy, counter: string): Promise<void> => {
  const before = await receiver.metrics();
  expect(await from.call()).toBe(200);
  await expect.poll(() => from.count(counter), { timeout: 15_000 }).toBeGreaterThan(0);
  const messages = 'meshfence_als_messages_total';
  expect((await receiver.metrics()).get(messages)).toBe(before.get(messages));
};

const refused = 'upstream_cx_connect_fail';

test('by TLS, calls arrive; in the clear, none do', async () => {
  await start();
  const web = await proxy({ key: 'shop/web', name: 'web', tls: { trusts: server.certificate } });
  await hear(web);
  expect(await receiver.edges()).toEqual([web.edge]);
  await hearNothing(await proxy({ key: 'shop/plain', name: 'plain' }), 'upstream_cx_destroy_remote');
});

test('a certificate that is replaced is shown to those who come; those who are there stay', async () => {
  await start();
  const before = join(workplace.folder, 'before.crt');
  await copyFile(server.certificate, before);
  const early = await proxy({ key: 'shop/early', name: 'early', tls: { trusts: before } });
  await hear(early);
  const next = await certificate('next', 'DNS:localhost');
  await copyFile(next.key, server.key);
  await copyFile(next.certificate, server.certificate);
  const loads = 'meshfence_als_certificate_loads_total{result="done"}';
  await expect.poll(async () => (await receiver.metrics()).get(loads), { timeout: 30_000 }).toBe(1);
  const fresh = await proxy({ key: 'shop/fresh', name: 'fresh', tls: { trusts: next.certificate } });
  await hear(fresh);
  await hearNothing(await proxy({ key: 'shop/late', name: 'late', tls: { trusts: before } }), refused);
  await hear(early);
  expect(await early.count('upstream_cx_total')).toBe(1);
  expect(await receiver.edges()).toEqual([early.edge, fresh.edge]);
});

describe('with an authority for clients', () => {
  let web: Pair;
  let vault: Pair;

  beforeEach(async () => {
    [web, vault] = [await identity('web', 'shop'), await identity('vault', 'bank')];
    const authorities = join(workplace.folder, 'authorities.crt');
    const texts = [web, vault].map(each => readFile(each.certificate, 'utf8'));
    await writeFile(authorities, (await Promise.all(texts)).join(''));
    await start('--tls-client-ca', authorities);
  });

  const proxyWith = (name: string, own?: Pair): Promise<LoneProxy> => {
    const tls = { trusts: server.certificate, ...(own === undefined ? {} : { identity: own }) };
    return proxy({ key: `shop/${name}`, name, tls });
  };

  test('whoever has a certificate of their namespace is heard', async () => {
    const own = await proxyWith('web', web);
    await hear(own);
    expect(await receiver.edges()).toEqual([own.edge]);
  });

  test('nobody is heard without a certificate, or with one of another authority', async () => {
    await hearNothing(await proxyWith('nobody'), refused);
    await hearNothing(await proxyWith('foreign', await identity('foreign', 'shop')), refused);
    expect(await receiver.edges()).toEqual([]);
  });

  test('whoever has a certificate of another namespace is a stranger', async () => {
    expect(await (await proxyWith('web', vault)).call()).toBe(200);
    await expect.poll(() => receiver.entries('stranger'), { timeout: 15_000 }).toBe(1);
    expect(await receiver.edges()).toEqual([]);
    expect((await receiver.metrics()).get('meshfence_als_streams{kind="stranger"}')).toBe(1);
  });
});
