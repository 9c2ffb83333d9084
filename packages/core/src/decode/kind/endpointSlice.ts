import { list, string, struct } from '../codec.js';
import { byCodec } from '../Decode.js';

const serviceLabel = 'kubernetes.io/service-name';

const slice = struct({ endpoints: list(struct({ addresses: list(string) })) });

/** An EndpointSlice; the Service that it belongs to stands in a label. */
export const endpointSlice = byCodec(slice, ({ endpoints }, { meta }) => ({
  field: 'endpointSlices',
  value: {
    meta,
    service: (Object.hasOwn(meta.labels, serviceLabel) ? meta.labels[serviceLabel] : undefined) ?? '',
    addresses: endpoints.flatMap(({ addresses }) => addresses)
  }
}));

const address = struct({ ip: string });
const older = struct({
  subsets: list(struct({ addresses: list(address), notReadyAddresses: list(address) }))
});

/** Endpoints, the older form: they have the name of their Service. */
export const endpoints = byCodec(older, ({ subsets }, { meta }) => ({
  field: 'endpointSlices',
  value: {
    meta,
    service: meta.name,
    addresses: subsets.flatMap(({ addresses, notReadyAddresses }) =>
      [...addresses, ...notReadyAddresses].map(({ ip }) => ip)
    )
  }
}));
