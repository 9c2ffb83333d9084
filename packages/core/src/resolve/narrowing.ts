import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { inObject } from '../diagnostic/Place.js';
import type { Index } from '../indexing/Index.js';
import { globalSidecarLabels, globalSidecarName, globalSidecars } from '../model/GlobalSidecar.js';
import * as Labels from '../model/Labels.js';
import type { Candidate } from './overlaps.js';

/** The labels that pods of a global-sidecar have: those that select them, and what runs there. */
const labelSets = (index: Index, namespace: string): ReadonlyArray<Labels.Labels> => [
  globalSidecarLabels,
  ...index
    .podsOf(namespace)
    .map(({ meta }) => meta.labels)
    .filter(labels => Labels.isSubset(globalSidecarLabels, labels))
];

/** Whether a selector takes a global-sidecar's pods in some namespace. */
export const selectsGlobalSidecar = (
  index: Index
): ((namespace: string, selector: Labels.Labels) => boolean) => {
  const homes = new Map(
    globalSidecars(index.mesh.config).map(({ namespace }) => [namespace, labelSets(index, namespace)])
  );
  return (namespace, selector) =>
    (homes.get(namespace) ?? []).some(labels => Labels.isSubset(selector, labels));
};

/** The fences that select a global-sidecar, which needs the whole mesh, or have the name of its Sidecar. */
export const narrowing = (index: Index, all: ReadonlyArray<Candidate>): ReadonlyArray<Candidate> => {
  const homes = new Set(globalSidecars(index.mesh.config).map(({ namespace }) => namespace));
  const selects = selectsGlobalSidecar(index);
  return all.filter(
    ({ fence: { meta }, labels }) =>
      homes.has(meta.namespace) && (meta.name === globalSidecarName || selects(meta.namespace, labels))
  );
};

export const narrowingDiagnostic = ({ fence }: Candidate): Diagnostic =>
  report('global-sidecar-fenced', { namespace: fence.meta.namespace }, [inObject('ServiceFence', fence)]);
