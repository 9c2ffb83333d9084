import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Diagnosed } from '../../Diagnosed.js';
import { defaultServicePorts } from '../../model/Deployment.js';
import type { ServicePorts } from '../../model/Deployment.js';
import type { JsonObject } from '../../model/Json.js';
import { defaulted } from '../codec.js';
import type { Document } from '../Document.js';
import { decodeFields, unknownFields } from '../field.js';
import { port, word } from './deploymentCodecs.js';

const types = ['ClusterIP', 'NodePort', 'LoadBalancer'];
const names = ['port', 'auxiliaryPort', 'logSourcePort'] as const;

const fields = {
  type: defaulted(word('a type of Service (ClusterIP, NodePort or LoadBalancer)', types), 'ClusterIP'),
  port: defaulted(port, defaultServicePorts.port),
  auxiliaryPort: defaulted(port, defaultServicePorts.auxiliaryPort),
  logSourcePort: defaulted(port, defaultServicePorts.logSourcePort)
} as const;

/** The names of the first two ports that are the same. */
const equal = (ports: ServicePorts): ReadonlyArray<(typeof names)[number]> =>
  names.map(name => names.filter(other => ports[other] === ports[name])).find(all => all.length > 1) ?? [];

const path = ['spec', 'service'];

const whenEqual = (document: Document, value: ServicePorts): ReadonlyArray<Diagnostic> => {
  const same = equal(value);
  const [first] = same;
  if (first === undefined) return [];
  return [
    report(
      'service-ports-equal',
      { port: value[first], names: same.map(name => `service.${name}`).join(' and ') },
      same.map(name => inObject('SlimeBoot', document, [...path, name]))
    )
  ];
};

/** `spec.service`. Kubernetes wants each port once. */
export const servicePorts = (
  document: Document,
  service: Readonly<Record<string, unknown>>
): Diagnosed<ServicePorts> => {
  const read = decodeFields(document, path, service as JsonObject, fields);
  const same = whenEqual(document, read.value);
  return {
    value: same.length === 0 ? read.value : { ...defaultServicePorts, type: read.value.type },
    diagnostics: [
      ...read.diagnostics,
      ...same,
      ...unknownFields(document, path, service, Object.keys(fields))
    ]
  };
};
