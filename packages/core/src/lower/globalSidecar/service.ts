import { globalSidecarLabels, wormholePortName } from '../../model/GlobalSidecar.js';
import type { JsonObject } from '../../model/Json.js';
import type { Resource } from '../../model/Resource.js';
import { owned } from './Workload.js';
import type { Workload } from './Workload.js';

const portOf = (port: number, name = wormholePortName(port)): JsonObject => ({
  name,
  port,
  protocol: 'TCP',
  targetPort: 'http'
});

/** A Service must have a port. Without wormhole ports nobody is sent there, so that any will do, under another name. */
const portsOf = (ports: ReadonlyArray<number>): ReadonlyArray<JsonObject> =>
  ports.length === 0 ? [portOf(80, 'http-unused')] : ports.map(port => portOf(port));

/**
 * The Service that fallback routes lead to.
 *
 * Its ports are the wormhole ports: Istio makes a listener for a port only where some Service in scope has it.
 */
export const globalSidecarService = (workload: Workload): Resource =>
  owned(workload, {
    apiVersion: 'v1',
    kind: 'Service',
    labels: { 'slime.io/serviceFenced': 'false' },
    fields: {
      spec: {
        ports: portsOf(workload.ports),
        selector: globalSidecarLabels
      }
    }
  });
