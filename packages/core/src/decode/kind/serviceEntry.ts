import { list, optional, string, struct } from '../codec.js';
import { byCodec } from '../Decode.js';
import { port, toPort } from './service.js';

const codec = struct({
  spec: struct({
    hosts: list(string),
    addresses: list(string),
    endpoints: list(struct({ address: optional(string) })),
    ports: list(port),
    location: optional(string),
    resolution: optional(string),
    exportTo: list(string)
  })
});

/** An Istio ServiceEntry. */
export const serviceEntry = byCodec(codec, ({ spec }, { meta }) => ({
  field: 'serviceEntries',
  value: {
    meta,
    hosts: spec.hosts,
    addresses: spec.addresses,
    endpoints: spec.endpoints.flatMap(({ address }) => (address === undefined ? [] : [address])),
    ports: spec.ports.map(toPort),
    location: spec.location,
    resolution: spec.resolution,
    exportTo: spec.exportTo.length === 0 ? undefined : spec.exportTo
  }
}));
