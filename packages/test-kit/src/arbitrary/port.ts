import fc from 'fast-check';
import type { Port } from '@meshfence/core';
import { optional, record, wilder } from './record.js';
import type { Flavour } from './universe.js';

/** A port of a Service. */
export const port = (flavour: Flavour): fc.Arbitrary<Port> =>
  record<Port>({
    name: optional(fc.constantFrom('http', 'grpc-web', 'tcp-x', 'web')),
    number: wilder(flavour, fc.constantFrom(80, 443, 9080, 3306), fc.constantFrom(0, -1, 65_536, 15_001)),
    protocol: optional(fc.constantFrom('TCP', 'UDP', 'HTTP')),
    appProtocol: optional(fc.constantFrom('http', 'kubernetes.io/h2c'), 4)
  });

/** A port of a ServiceEntry, where `appProtocol` does not exist. */
export const entryPort = (flavour: Flavour): fc.Arbitrary<Port> =>
  port(flavour).map(each => ({ ...each, appProtocol: undefined }));
