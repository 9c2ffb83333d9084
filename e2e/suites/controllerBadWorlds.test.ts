import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { pass } from '../harness/controller/Fault.js';
import type { Controller } from '../harness/controller/startController.js';
import { waitFor } from '../harness/process/waitFor.js';
import { fence, startFaultySite } from './controller/faultySite.js';
import type { FaultySite } from './controller/faultySite.js';
import { logged, metric, readiness, untilSaid, untilUnready } from './controller/looks.js';

let world: FaultySite;
let controller: Controller;
let before = 0;

const interrupted = 'cannot list or watch: what is known of it stays in force';
const watchErrors = (status: number) => `meshfence_watch_errors_total{kind="services",status="${status}"}`;

beforeAll(async () => {
  world = await startFaultySite();
  await world.proxy.set({ kind: 'closed' });
  controller = await world.site.controller({ kubeconfig: await world.proxy.kubeconfig(), ready: false });
});
afterAll(() => world.stop());
beforeEach(async () => {
  before = await logged(controller);
});

test('a server that cannot be reached at the start is waited for, and /readyz says so', async () => {
  const words = `${world.proxy.url} does not answer: connect ECONNREFUSED`;
  expect(await untilUnready(controller, 'services have')).toMatch(
    `services have not been listed yet: ${words}`
  );
  expect(await untilUnready(controller, 'there is no configuration')).toContain(
    `(SlimeBoots in mesh-operator): ${words}`
  );
  expect((await fetch(`${controller.url}/healthz`)).status).toBe(200);
  expect(await untilSaid(controller, interrupted, { kind: 'services' })).toMatchObject({
    level: 'warn',
    server: world.proxy.url,
    error: expect.stringContaining(words),
    remedy: 'See that the API server runs, and can be reached from here. It is asked again by itself.'
  });
  expect(await metric(controller, watchErrors(0))).toBeGreaterThan(0);
  await world.proxy.set(pass);
  await controller.ready(45);
  await world.untilHosts('web', ['cart']);
  await untilSaid(controller, 'listed and watched again', { kind: 'services' });
});

test('one that goes away later changes nothing, and what it has missed is caught up with', async () => {
  const sidecar = await world.site.sidecar('shop', 'web');
  await world.during({ kind: 'closed' }, async () => {
    await world.site.apply([fence('web', 'cart', 'stock'), fence('cart')]);
    await untilSaid(controller, interrupted, { kind: 'services' }, before);
    expect(await readiness(controller)).toEqual({ status: 200, reasons: ['ok'] });
    expect(await world.site.sidecar('shop', 'web')).toEqual(sidecar);
  });
  await world.untilHosts('web', ['cart', 'stock']);
  await world.untilHosts('cart', []);
  await untilSaid(controller, 'listed and watched again', { kind: 'services' }, before);
});

test('a server that answers all with 500 is asked again until it does not', async () => {
  const errors = await metric(controller, watchErrors(500));
  await world.during({ kind: 'refuse', status: 500 }, async () => {
    await world.site.apply([fence('web', 'stock')]);
    const refused = { kind: 'services', error: 'the proxy says no' };
    expect(await untilSaid(controller, interrupted, refused, before)).toMatchObject({
      level: 'warn',
      remedy: 'See what is wrong with the API server. It is asked again by itself.'
    });
    expect((await readiness(controller)).status).toBe(200);
  });
  await world.untilHosts('web', ['stock']);
  expect(await metric(controller, watchErrors(500))).toBeGreaterThan(errors);
});

test('a server that asks for patience gets it', async () => {
  const since = Date.now();
  const watches = () =>
    world.proxy.requests.filter(
      ({ at, path }) => at >= since && path.startsWith('/api/v1/services?') && path.includes('watch=1')
    );
  await world.during({ kind: 'refuse', status: 429, retryAfter: 3 }, () =>
    waitFor('a second try', async () => (watches().length > 1 ? true : undefined))
  );
  const [first, second] = watches();
  expect(first?.status).toBe(429);
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(2950);
  await untilSaid(controller, interrupted, { kind: 'services' }, before);
  expect(await metric(controller, watchErrors(429))).toBeGreaterThan(0);
  await untilSaid(controller, 'listed and watched again', { kind: 'services' }, before);
});

test('connections that break are made again', async () => {
  const errors = await metric(controller, watchErrors(0));
  await world.during({ kind: 'reset' }, async () => {
    await world.site.apply([fence('web', 'cart'), fence('cart', 'stock')]);
    await untilSaid(controller, interrupted, { kind: 'servicefences.microservice.slime.io' }, before);
  });
  await Promise.all([world.untilHosts('web', ['cart']), world.untilHosts('cart', ['stock'])]);
  expect(await metric(controller, watchErrors(0))).toBeGreaterThan(errors);
});
