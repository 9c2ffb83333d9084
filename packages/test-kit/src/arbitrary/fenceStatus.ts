import fc from 'fast-check';
import { emptyStatus } from '@meshfence/core';
import type { Domain, FenceStatus } from '@meshfence/core';
import { destination, host, hostileHost } from './host.js';
import { instant } from './instant.js';
import { dictionary, optional, record, seldom, wilder } from './record.js';
import type { Flavour } from './universe.js';

const domain = (flavour: Flavour): fc.Arbitrary<Domain> =>
  record<Domain>({
    hosts: fc.array(wilder(flavour, host, hostileHost), { maxLength: 2 }),
    state: fc.constantFrom('ACTIVE', 'ACTIVE', 'EXPIREWAIT', 'EXPIRE')
  });

const filled = (flavour: Flavour): fc.Arbitrary<FenceStatus> =>
  record<FenceStatus>({
    domains: dictionary(wilder(flavour, host, hostileHost), domain(flavour), 4),
    metrics: dictionary(destination(flavour), fc.constantFrom('1', '12', '', 'NaN'), 4),
    lastSeen: dictionary(wilder(flavour, host, hostileHost), instant(flavour), 3),
    lastShrink: optional(instant(flavour))
  });

/** A status: mostly none yet, else one that remembers learned hosts. */
export const fenceStatus = (flavour: Flavour): fc.Arbitrary<FenceStatus> =>
  seldom(fc.constant(emptyStatus), filled(flavour), 3);
