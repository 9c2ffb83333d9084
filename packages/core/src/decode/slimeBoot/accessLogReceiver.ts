import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import { diagnosed, flatMap, of } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { AccessLogReceiver } from '../../model/Config.js';
import { defaultServicePorts } from '../../model/Deployment.js';
import type { Json, JsonObject } from '../../model/Json.js';
import type { Path } from '../../model/Origin.js';
import type { Prometheus } from '../../model/Prometheus.js';
import { boolean, defaulted, mapping, unknown } from '../codec.js';
import type { Document } from '../Document.js';
import { count, port } from './deploymentCodecs.js';
import { mappingAt, optionalMapping } from './mappingAt.js';
import { resources } from './resources.js';

const path: Path = ['spec', 'component', 'accessLogReceiver'];

const defaultPort = defaultServicePorts.logSourcePort;

const fields = {
  enable: defaulted(boolean, false),
  replicas: defaulted(count, 2),
  port: defaulted(port, defaultPort),
  resources: mapping(unknown)
} as const;

/** The Service has a port for metrics, too, and Kubernetes wants each once. */
const samePort = (document: Document, port: number): ReadonlyArray<Diagnostic> =>
  port === defaultServicePorts.auxiliaryPort
    ? [
        report(
          'service-ports-equal',
          { port, names: 'component.accessLogReceiver.port and the port of metrics' },
          [inObject('SlimeBoot', document, [...path, 'port'])]
        )
      ]
    : [];

const described = (document: Document, value: JsonObject): Diagnosed<AccessLogReceiver | undefined> => {
  const read = mappingAt(document, path, value, fields);
  const { enable, port: written, replicas } = read.value;
  const same = samePort(document, written);
  const given = resources(document, [...path, 'resources'], read.value.resources as JsonObject);
  return {
    value: enable
      ? { replicas, port: same.length === 0 ? written : defaultPort, resources: given.value }
      : undefined,
    diagnostics: [...read.diagnostics, ...same, ...given.diagnostics]
  };
};

/** `spec.component.accessLogReceiver`; undefined where it is not enabled. */
export const accessLogReceiver = (
  document: Document,
  value: Json | undefined
): Diagnosed<AccessLogReceiver | undefined> =>
  flatMap((written: JsonObject | undefined) =>
    written === undefined ? of<AccessLogReceiver | undefined>(undefined) : described(document, written)
  )(optionalMapping(document, path, value));

/** The receivers, if there is a Prometheus that can tell what they hear. Without one the controller listens itself. */
export const heard = (
  document: Document,
  receiver: AccessLogReceiver | undefined,
  prometheus: Prometheus | undefined
): Diagnosed<AccessLogReceiver | undefined> =>
  receiver === undefined || (prometheus?.address ?? '') !== ''
    ? of(receiver)
    : diagnosed(undefined, [report('receiver-unheard', {}, [inObject('SlimeBoot', document, path, 'key')])]);
