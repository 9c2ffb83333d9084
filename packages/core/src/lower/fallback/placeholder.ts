import type { Config } from '../../model/Config.js';
import { placeholderName, wormholePortName } from '../../model/GlobalSidecar.js';
import type { Resource } from '../../model/Resource.js';
import { resource } from '../resource.js';

/**
 * A Service without endpoints, in the namespace that every scope has.
 *
 * Istio makes a listener for a port only where some imported Service has it; without one, traffic there passes as TCP,
 * past every route and without the Host by which it could be learned.
 */
export const placeholder = (config: Config, ports: ReadonlyArray<number>): Resource =>
  resource(config, {
    part: 'fallback',
    apiVersion: 'v1',
    kind: 'Service',
    namespace: config.global.slimeNamespace,
    name: placeholderName,
    labels: { 'slime.io/serviceFenced': 'false' },
    fields: { spec: { ports: ports.map(port => ({ name: wormholePortName(port), port, targetPort: port })) } }
  });
