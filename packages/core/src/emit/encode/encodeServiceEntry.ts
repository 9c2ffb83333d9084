import type { JsonObject } from '../../model/Json.js';
import type { Port } from '../../model/Service.js';
import type { ServiceEntry } from '../../model/ServiceEntry.js';
import { encodeObject } from './encodeObject.js';
import * as Fields from './Fields.js';

const encodePort = ({ name, number, protocol }: Port): JsonObject =>
  Fields.filled({ number, name, protocol });

/** The ServiceEntry as Istio has it. */
export const encodeServiceEntry = (entry: ServiceEntry): JsonObject =>
  encodeObject('networking.istio.io/v1', 'ServiceEntry', entry.meta, {
    spec: Fields.filled({
      hosts: entry.hosts,
      addresses: entry.addresses,
      endpoints: entry.endpoints.map(address => ({ address })),
      ports: entry.ports.map(encodePort),
      location: entry.location,
      resolution: entry.resolution,
      exportTo: entry.exportTo
    })
  });
