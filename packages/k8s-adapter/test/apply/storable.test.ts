import { expect, test } from 'vitest';
import { storable } from '../../src/apply/storable.js';

const hosts = (count: number) =>
  Array.from({ length: count }, (_, at) => `service-${at}.shop.svc.cluster.local`);

const statusOf = (count: number) => ({
  conditions: [{ type: 'Ready' }],
  metricStatus: { '{destination_service="cart"}': '3' },
  domains: {
    ...Object.fromEntries(hosts(count).map(host => [host, { hosts: [host] }])),
    'cart.shop.svc.cluster.local': { hosts: ['cart.shop.svc.cluster.local'], status: 'EXPIREWAIT' }
  }
});

test('a status is what it is', () => {
  const status = statusOf(1000);
  expect(storable(status)).toBe(status);
  expect(storable({})).toEqual({});
});

test('of one that is very large, hosts that say nothing are left out, and all that was learned stays', () => {
  expect(storable(statusOf(5000))).toEqual(statusOf(0));
});
