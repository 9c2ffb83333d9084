import fc from 'fast-check';
import type { Pod } from '@meshfence/core';
import { meta } from './meta.js';
import { flag, optional, record, wilder } from './record.js';
import { addresses } from './universe.js';
import type { Flavour } from './universe.js';

const podAddresses = fc.uniqueArray(fc.constantFrom(...addresses), { maxLength: 2 });

/** A Pod; addresses are reused, and some are the host's. */
export const pod = (flavour: Flavour): fc.Arbitrary<Pod> =>
  record<Pod>({
    meta: meta(flavour),
    addresses: wilder<ReadonlyArray<string>>(flavour, podAddresses, fc.constantFrom([''], ['[::1]'])),
    hostNetwork: flag(6),
    phase: optional(fc.constantFrom('Running', 'Succeeded', 'Pending'))
  });
