import { expect, test } from 'vitest';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import { start } from '../../../src/incremental/step.js';
import { knownTo } from '../../../src/sighting/knownTo.js';
import { service, serviceEntry, virtualService } from '../given/objects.js';

const knows = knownTo(
  start(
    decodeObjects([
      service('shop/cart', { clusterIP: '10.0.0.7', ports: [{ port: 80 }] }),
      serviceEntry('shop/bank', { hosts: ['bank.example'], ports: [{ number: 443, name: 'tls' }] }),
      serviceEntry('shop/wild', { hosts: ['*.wild.example'], ports: [{ number: 443, name: 'tls' }] }),
      virtualService('shop/alias', {
        hosts: ['alias.example'],
        http: [{ route: [{ destination: { host: 'cart' } }] }]
      })
    ]).value
  )
);

test.each([
  ['cart', 'shop', true],
  ['cart', 'stock', false],
  ['cart.shop', 'stock', true],
  ['cart.shop.svc.cluster.local', 'stock', true],
  ['10.0.0.7', 'stock', true],
  ['10.0.0.8', 'shop', false],
  ['bank.example', 'shop', true],
  ['sub.bank.example', 'shop', false],
  ['any.wild.example', 'shop', true],
  ['alias.example', 'shop', true],
  ['nobody.example', 'shop', false]
])('whether the mesh has %s, as callers of %s mean it: %s', (to, namespace, isThere) => {
  expect(knows(to, namespace)).toBe(isThere);
});
