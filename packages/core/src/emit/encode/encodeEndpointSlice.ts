import type { JsonObject } from '../../model/Json.js';
import type { Meta } from '../../model/Meta.js';
import type { EndpointSlice } from '../../model/Workload.js';
import { encodeObject } from './encodeObject.js';

const serviceLabel = 'kubernetes.io/service-name';

const ofService = ({ meta, service }: EndpointSlice): Meta => ({
  ...meta,
  labels: { ...meta.labels, [serviceLabel]: service }
});

const addressType = (addresses: ReadonlyArray<string>): string =>
  addresses.some(address => address.includes(':')) ? 'IPv6' : 'IPv4';

/** The EndpointSlice as Kubernetes has it; the label names its Service. */
export const encodeEndpointSlice = (slice: EndpointSlice): JsonObject =>
  encodeObject('discovery.k8s.io/v1', 'EndpointSlice', ofService(slice), {
    addressType: addressType(slice.addresses),
    endpoints: slice.addresses.map(address => ({ addresses: [address] }))
  });
