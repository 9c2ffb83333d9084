import fc from 'fast-check';
import type { ServiceEntry } from '@meshfence/core';
import { exportTo } from './exportTo.js';
import { externalHost, hostileHost, serviceHost, wildcardHost } from './host.js';
import { meta } from './meta.js';
import { entryPort } from './port.js';
import { optional, record, wilder } from './record.js';
import { addresses } from './universe.js';
import type { Flavour } from './universe.js';

const entryHost = fc.oneof(externalHost, externalHost, wildcardHost, serviceHost);
const someAddresses = fc.uniqueArray(fc.constantFrom(...addresses), { maxLength: 2 });

/** A ServiceEntry: exact and wildcard hosts, which other namespaces may define too. */
export const serviceEntry = (flavour: Flavour): fc.Arbitrary<ServiceEntry> =>
  record<ServiceEntry>({
    meta: meta(flavour),
    hosts: fc.uniqueArray(wilder(flavour, entryHost, hostileHost), { minLength: 1, maxLength: 3 }),
    addresses: someAddresses,
    endpoints: someAddresses,
    ports: fc.array(entryPort(flavour), { maxLength: 2 }),
    location: optional(fc.constantFrom('MESH_EXTERNAL', 'MESH_INTERNAL')),
    resolution: optional(fc.constantFrom('DNS', 'STATIC', 'NONE')),
    exportTo: exportTo(flavour)
  });
