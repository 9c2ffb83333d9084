import { report } from '../../diagnostic/Diagnostic.js';
import { inSpec } from '../../diagnostic/inConfig.js';
import { diagnosed } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Index } from '../../indexing/Index.js';

/**
 * Where the API server is: the addresses of the Service default/kubernetes and of its endpoints, in order.
 *
 * A proxy that anybody may call must not lend its place in the network to who wants to talk to the API server.
 */
export const apiServer = ({ mesh, services }: Index): Diagnosed<ReadonlyArray<string>> => {
  const behind = mesh.endpointSlices.filter(
    ({ meta, service }) => meta.namespace === 'default' && service === 'kubernetes'
  );
  const own = services.get('default/kubernetes')?.addresses ?? [];
  const all = [...new Set([...own, ...behind.flatMap(({ addresses }) => addresses)])].toSorted();
  const isKnown = all.length > 0 || mesh.config.general.destinations.allow.length > 0;
  return diagnosed(
    all,
    isKnown ? [] : [report('api-server-unknown', {}, inSpec(mesh.config, 'component', 'globalSidecar'))]
  );
};
