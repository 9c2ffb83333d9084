import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { inObject } from '../diagnostic/Place.js';
import type { Index } from '../indexing/Index.js';
import { globalSidecarLabels, globalSidecarName, globalSidecars } from '../model/GlobalSidecar.js';
import { meets } from './foreign.js';
import type { Candidate } from './overlaps.js';

/** Whether a fence selects a global-sidecar, which needs the whole mesh, or has the name of its Sidecar. */
export const narrows = (index: Index): ((candidate: Candidate) => boolean) => {
  const homes = new Set(globalSidecars(index.mesh.config).map(({ namespace }) => namespace));
  return ({ fence: { meta }, labels }) =>
    homes.has(meta.namespace) &&
    (meta.name === globalSidecarName || meets(index, meta.namespace, labels, globalSidecarLabels));
};

export const narrowingDiagnostic = ({ fence }: Candidate): Diagnostic =>
  report('global-sidecar-fenced', { namespace: fence.meta.namespace }, [inObject('ServiceFence', fence)]);
