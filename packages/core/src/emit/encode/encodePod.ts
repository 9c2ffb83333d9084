import type { JsonObject } from '../../model/Json.js';
import type { Pod } from '../../model/Workload.js';
import { encodeObject } from './encodeObject.js';
import * as Fields from './Fields.js';

/** The Pod as Kubernetes has it, without its containers. */
export const encodePod = ({ meta, addresses, hostNetwork, phase }: Pod): JsonObject =>
  encodeObject('v1', 'Pod', meta, {
    spec: hostNetwork ? { hostNetwork } : {},
    status: Fields.filled({ phase, podIP: addresses[0], podIPs: addresses.map(ip => ({ ip })) })
  });
