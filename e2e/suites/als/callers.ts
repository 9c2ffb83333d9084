import { decodeObjects, meshConfigFragment } from '@meshfence/core';
import { slimeBoot } from '../support/inputs.js';
import type { Boot } from '../support/inputs.js';

/** Every proxy reports what it sends. */
export const callersReport: Boot = { general: { wormholePort: ['9080'], accessLogger: 'callers' } };

/** What Istio's mesh configuration must say for that, in the compiler's words. */
export const callersMeshConfig = meshConfigFragment(decodeObjects([slimeBoot(callersReport)]).value.config);
