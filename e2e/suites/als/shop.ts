import { fence, service } from '../support/inputs.js';
import type { ShopOptions } from '../support/Shop.js';
import { controllerService } from './Receiver.js';

/** Callers: one with the Envoy of today, and one with the oldest. */
export const callers = ['sleep', 'elder'] as const;

/** The full name of a Service. */
export const host = (name: string): string => `${name}.shop.svc.cluster.local`;

const http = { http: [9080] };

/** Those that both have in scope; `details` and `cache` are in nobody's. */
const inScope = ['reviews', 'ratings', 'slow', 'closed', 'empty', 'echo', 'odd', 'db', 'vault'].map(host);

/** Callers, and destinations of every kind: nobody listens at `closed`, and nobody is `empty`. */
export const shopOptions: ShopOptions = {
  objects: [
    ...[...callers, 'reviews', 'details', 'ratings', 'slow', 'closed', 'empty'].map(name =>
      service(`shop/${name}`, { http: 9080 })
    ),
    service('shop/echo', { http2: 9081, grpc: 9082 }),
    // Their names do not say what these ports speak.
    service('shop/odd', { odd: 9083, mute: 9084 }),
    service('shop/db', { tcp: 9000 }),
    service('shop/cache', { tcp: 9001 }),
    service('shop/vault', { https: 9443 }),
    ...controllerService
  ],
  fences: callers.map(name => fence(`shop/${name}`, inScope)),
  pods: [
    { namespace: 'shop', name: 'sleep' },
    { namespace: 'shop', name: 'elder', envoy: 'envoy-oldest' },
    ...['reviews', 'details', 'ratings', 'slow'].map(name => ({ namespace: 'shop', name, app: http })),
    { namespace: 'shop', name: 'closed', proxy: false },
    { namespace: 'shop', name: 'echo', app: { h2c: [9081], grpc: [9082] } },
    { namespace: 'shop', name: 'odd', app: { http: [9083], tcp: [9084] } },
    { namespace: 'shop', name: 'db', app: { tcp: [9000] } },
    { namespace: 'shop', name: 'cache', app: { tcp: [9001] } },
    { namespace: 'shop', name: 'vault', app: { tcp: [9443] } }
  ]
};
