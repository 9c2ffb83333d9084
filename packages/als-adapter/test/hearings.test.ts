import { emptyBook, nowhere, withPods } from '@meshfence/core';
import type { AddressBook } from '@meshfence/core';
import { expect, test } from 'vitest';
import { at, epoch, http, httpMessage, identifier } from './support/envoy.js';
import { now, open } from './support/given.js';
import type { Site } from './support/given.js';

const web = identifier('shop/web');
const seen = epoch * 1000 + 520;

const labelled = (app: string) => ({ _tag: 'Labelled', namespace: 'shop', labels: { app } });

const heard = ({ source }: Site) => source.hearings();

test('of a caller it is known when it was last heard of, and what was not learned', async () => {
  const site = await open();
  await site.proxy.report(
    httpMessage(
      [
        http('details'),
        http('reviews:9080', { upstream_remote_address: null }),
        http('reviews:9080', { upstream_remote_address: null }),
        http('no host'),
        http('ratings', {}, { user_agent: 'kube-probe/1.31' })
      ],
      web
    )
  );
  expect(heard(site)).toEqual([
    {
      source: 'als',
      caller: labelled('web'),
      lastHeard: now,
      unlearned: [
        { why: 'unreached', to: 'reviews:9080', count: 2, lastSeen: seen },
        { why: 'destination-invalid', to: undefined, count: 1, lastSeen: seen },
        { why: 'probe', to: 'ratings', count: 1, lastSeen: seen }
      ]
    }
  ]);
});

test('what nobody would call a call is no news, though it shows that the caller reports', async () => {
  const site = await open();
  await site.proxy.report(httpMessage([http('web', { upstream_cluster: 'inbound|9080||' }), http('')], web));
  expect(heard(site)).toEqual([{ source: 'als', caller: labelled('web'), lastHeard: now, unlearned: [] }]);
});

test('a call for which there is no room is not learned', async () => {
  const site = await open({ settings: { bounds: { perCaller: 1 } } });
  await site.proxy.report(httpMessage([http('details'), http('reviews.shop')], web));
  expect(heard(site)).toMatchObject([
    { unlearned: [{ why: 'refused', to: 'reviews.shop', count: 1, lastSeen: seen }] }
  ]);
});

const podOf = (name: string, address: string) => ({
  _tag: 'Set' as const,
  since: undefined,
  pod: {
    meta: {
      namespace: 'shop',
      name: `${name}-0`,
      labels: { app: name },
      annotations: {},
      uid: undefined,
      ownerReferences: [],
      origin: nowhere
    },
    hostNetwork: false,
    phase: 'Running',
    addresses: [address]
  }
});

const pods: AddressBook = withPods(emptyBook, [podOf('web', '10.1.0.1'), podOf('cart', '10.1.0.2')], 0);

test('a global-sidecar tells of all callers, also of those whose calls reached nobody', async () => {
  const site = await open({
    book: pods,
    settings: { globalSidecars: () => [{ namespace: 'mesh-operator', serves: undefined }] }
  });
  const inbound = { upstream_cluster: 'inbound|9080||' };
  const ofCart = { ...inbound, downstream_direct_remote_address: at('10.1.0.2', 1) };
  const ofNobody = { ...inbound, downstream_direct_remote_address: at('10.9.9.9', 1) };
  await site.proxy.report(
    httpMessage(
      [
        http('ratings', inbound),
        http('nothing.shop', ofCart, {}, 404),
        http('nothing.shop', ofNobody, {}, 404)
      ],
      identifier('mesh-operator/global-sidecar')
    )
  );
  expect(heard(site)).toMatchObject([
    { caller: labelled('web'), lastHeard: now, unlearned: [] },
    {
      caller: labelled('cart'),
      lastHeard: now,
      unlearned: [{ why: 'unreached', to: 'nothing.shop', count: 1 }]
    }
  ]);
});

test('what is forgotten is counted', async () => {
  const { metric, proxy } = await open();
  const missed = Array.from({ length: 7 }, (_, each) =>
    http(`h${each}.shop`, { upstream_remote_address: null })
  );
  await proxy.report(httpMessage(missed, web));
  expect(await metric('meshfence_als_hearings_forgotten_total{what="destinations"}')).toBe(2);
  expect(await metric('meshfence_als_hearings_forgotten_total{what="callers"}')).toBe(0);
});
