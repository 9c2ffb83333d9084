import fc from 'fast-check';
import type { EndpointSlice } from '@meshfence/core';
import { meta } from './meta.js';
import { addresses, names } from './universe.js';
import type { Flavour } from './universe.js';

/** An EndpointSlice; its label names the Service. */
export const endpointSlice = (flavour: Flavour): fc.Arbitrary<EndpointSlice> =>
  fc
    .tuple(
      meta(flavour),
      fc.constantFrom(...names),
      fc.uniqueArray(fc.constantFrom(...addresses), { maxLength: 3 })
    )
    .map(([made, service, all]) => ({
      meta: { ...made, labels: { ...made.labels, 'kubernetes.io/service-name': service } },
      service,
      addresses: all
    }));
