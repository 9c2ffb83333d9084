import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { callersMeshConfig, callersReport } from './als/callers.js';
import { startLogReceiver } from './als/LogReceiver.js';
import type { LogReceiver, Told } from './als/LogReceiver.js';
import { nameController } from './als/nameController.js';
import { callers, host, shopOptions } from './als/shop.js';
import { ask } from './support/ask.js';
import type { Seen } from './support/ask.js';
import { clusterIpOf } from './support/clusterIpOf.js';
import { fallback } from './support/fallback.js';
import { Shop } from './support/Shop.js';

let shop: Shop;
let receiver: LogReceiver;
let forget: (() => Promise<void>) | undefined;

const boot = { general: { wormholePort: ['9080'] } };

beforeAll(async () => {
  shop = await Shop.open(shopOptions);
  forget = await nameController(shop.mesh);
  receiver = await startLogReceiver();
});

afterEach(async () => {
  expect(await shop.complaints()).toEqual([]);
});

afterAll(async () => {
  await receiver?.stop();
  await forget?.();
  await shop?.mesh.stop();
});

let agents = 0;

/** A user agent that no other request has. */
const freshAgent = (): string => `agent-${(agents += 1)}`;

/** Asks as a user agent. */
const fromSleep = (url: string, agent: string): Promise<Seen> =>
  ask(shop.mesh, shop.pod('shop/sleep'), url, { headers: { 'User-Agent': agent } });

/** What has been told of its requests. */
const of = (agent: string): ReadonlyArray<Told> =>
  receiver.told().filter(({ sighting }) => sighting.userAgent === agent);

const addressOf = (key: string): Promise<string> => clusterIpOf(shop.mesh, key);

describe("the global-sidecar's reports", () => {
  beforeAll(async () => {
    await shop.configure(boot);
  });

  test('tell who called whom, and where the caller meant to go', async () => {
    const agent = freshAgent();
    expect(await fromSleep('http://details:9080', agent)).toMatchObject({ status: 200, by: 'details' });
    const { node, sighting } = await receiver.heard(agent);
    expect(node).toContain('~global-sidecar-');
    expect(sighting).toMatchObject({
      kind: 'http',
      authority: 'details:9080',
      peer: { address: shop.pod('shop/sleep').ip },
      sourceNamespace: 'shop',
      originalDestination: `${await addressOf('shop/details')}:9080`,
      code: 200
    });
  });

  test('say nothing of requests that did not come by the fallback', async () => {
    const [direct, straight, last] = [freshAgent(), freshAgent(), freshAgent()];
    expect(await fromSleep('http://reviews:9080', direct)).toMatchObject({ status: 200, by: 'reviews' });
    expect((await fromSleep('http://global-sidecar.mesh-operator:9080', straight)).status).toBe(400);
    await fromSleep('http://details:9080', last);
    await receiver.heard(last);
    expect([...of(direct), ...of(straight)]).toEqual([]);
  });
});

test('with prometheus as the source, nobody reports anything', async () => {
  await shop.configure({ ...boot, metrics: 'prometheus' });
  const agent = freshAgent();
  expect((await fromSleep('http://details:9080', agent)).status).toBe(200);
  await sleep(2000);
  expect(of(agent)).toEqual([]);
});

describe("the callers' own reports", () => {
  beforeAll(async () => {
    await shop.mesh.configure(callersMeshConfig);
    await shop.configure(callersReport);
  });

  describe.each(callers)('of %s', caller => {
    const pod = () => shop.pod(`shop/${caller}`);

    test.each([
      ['details', fallback.route, fallback.cluster],
      ['reviews', 'default', `outbound|9080||${host('reviews')}`]
    ])('tell of calls to %s', async (name, routeName, upstreamCluster) => {
      const agent = freshAgent();
      const headers = { 'User-Agent': agent };
      expect((await shop.mesh.call(pod(), `http://${name}:9080/`, { headers })).status).toBe(200);
      expect((await receiver.heard(agent)).sighting).toMatchObject({
        kind: 'http',
        authority: `${name}:9080`,
        routeName,
        upstreamCluster,
        local: { address: await addressOf(`shop/${name}`), port: 9080 },
        hasUpstream: true
      });
    });

    /** What came of it itself, be it about what it asks or about anything else. */
    const own = (told: ReadonlyArray<Told>): ReadonlyArray<Told> =>
      told.filter(({ node }) => node.startsWith(`sidecar~${pod().ip}~${caller}.shop~`));

    test('say who the caller is, and nobody reports what is received', async () => {
      const agent = freshAgent();
      await shop.mesh.call(pod(), 'http://details:9080/', { headers: { 'User-Agent': agent } });
      await receiver.heard(agent);
      await receiver.rest(0);
      expect(own(of(agent)).map(({ reporter }) => reporter)).toMatchObject([
        { _tag: 'Caller', caller: { namespace: 'shop', workload: caller } }
      ]);
      const received = of(agent).filter(({ sighting }) => sighting.upstreamCluster.startsWith('inbound|'));
      expect(received).toEqual([]);
    });

    test('tell of each request and of each connection once', async () => {
      const { mesh } = shop;
      const talk = async (name: string, port: number): Promise<void> => {
        const answer = await mesh.tcp(pod(), { host: name, port, say: 'no HTTP\r\n', until: 'HTTP' });
        expect(answer.end).toBe('enough');
      };
      const before = receiver.told().length;
      await mesh.call(pod(), 'http://reviews:9080/');
      await mesh.call(pod(), 'http://details:9080/');
      await mesh.call(pod(), 'http://echo:9081/', { http2: true });
      await mesh.grpc(pod(), { host: 'echo', port: 9082, method: 'Unary', say: ['hi'] });
      await mesh.call(pod(), 'http://odd:9083/');
      await talk('odd', 9084);
      await talk('db', 9000);
      await talk('cache', 9001);
      await mesh.call(pod(), 'https://vault:9443/');
      const told = own(await receiver.rest(before));
      const shown = told.map(({ sighting: { authority, kind, local } }) =>
        kind === 'http' ? `${kind} ${authority}` : `${kind} ${local?.port}`
      );
      expect(shown.sort()).toEqual([
        'http details:9080',
        'http echo:9081',
        'http echo:9082',
        'http odd:9083',
        'http reviews:9080',
        'tcp 9000',
        'tcp 9001',
        'tcp 9084',
        'tcp 9443'
      ]);
    });
  });
});
