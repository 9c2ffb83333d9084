import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { inObject } from '../diagnostic/Place.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Index } from '../indexing/Index.js';
import { selectorIndex } from '../indexing/SelectorIndex.js';
import type { Fence } from '../model/Fence.js';
import * as Labels from '../model/Labels.js';
import { keyOf } from '../model/Meta.js';
import type { Key } from '../model/Meta.js';
import type { Refusal } from '../model/Scope.js';
import type { Pod } from '../model/Workload.js';
import type { Fenced } from './attribution.js';
import { foreignSidecars } from './foreign.js';
import type { Foreign } from './foreign.js';
import { narrowing, narrowingDiagnostic } from './narrowing.js';
import { overlaps } from './overlaps.js';
import type { Candidate, Overlap } from './overlaps.js';

/** The fences that yield no Sidecar, and why. */
export type Refusals = ReadonlyMap<Key, Refusal>;

type Found = readonly [Key, Refusal];

const at = (fence: Fence, path: ReadonlyArray<string> = []) => inObject('ServiceFence', fence, path);

const unselected = ({ fence, selected }: Fenced): ReadonlyArray<Diagnostic> => {
  const places = [at(fence, ['spec', 'workloadSelector'])];
  switch (selected._tag) {
    case 'Labels':
      return [];
    case 'Invalid': {
      const why = Labels.whyInvalidSelector(selected.labels) ?? '';
      return [report('selector-invalid', { selector: Labels.show(selected.labels), why }, places)];
    }
    case 'Refused':
      return [report(selected.refusal, { service: keyOf(fence.meta) }, places)];
  }
};

const refusalOf = ({ selected }: Fenced): Refusal | undefined =>
  selected._tag === 'Labels'
    ? undefined
    : selected._tag === 'Invalid'
      ? 'selector-invalid'
      : selected.refusal;

const foreignDiagnostic = (fence: Fence, { _tag, sidecar }: Foreign): Diagnostic => {
  const places = [at(fence), inObject('Sidecar', sidecar)];
  const parameters = { sidecar: keyOf(sidecar.meta) };
  switch (_tag) {
    case 'SameName':
      return report('sidecar-name-taken', parameters, places);
    case 'SameWorkload':
      return report('sidecar-foreign', parameters, places);
    case 'Default':
      return report('sidecar-default-replaced', parameters, places);
  }
};

const overlapDiagnostic = ({ winner, loser }: Overlap): Diagnostic =>
  report('selector-overlap', { winner: keyOf(winner.meta), loser: keyOf(loser.meta) }, [
    at(loser),
    at(winner)
  ]);

/** Fences whose workload no pod of the input is, where the input has pods of their namespace; one finding for all. */
const withoutPods = (
  pods: ReadonlyArray<Pod>,
  namespace: string,
  candidates: ReadonlyArray<Candidate>
): ReadonlyArray<Diagnostic> => {
  if (pods.length === 0) return [];
  const bySelector = selectorIndex(candidates, ({ fence, labels }) => ({
    namespace: fence.meta.namespace,
    selector: labels
  }));
  const covered = new Set(pods.flatMap(({ meta }) => bySelector.selecting(namespace, meta.labels)));
  const bare = candidates.filter(candidate => !covered.has(candidate));
  const [first] = bare;
  if (first === undefined) return [];
  const parameters = { selector: Labels.show(first.labels), namespace, count: bare.length };
  return [
    report(
      'workload-unknown',
      parameters,
      bare.slice(0, 10).map(({ fence }) => at(fence))
    )
  ];
};

const unlisted = ({ mesh }: Index, { fence }: Candidate): ReadonlyArray<Diagnostic> => {
  const { mode, general } = mesh.config;
  const { namespace } = fence.meta;
  return mode === 'namespace' && !general.namespaces.includes(namespace)
    ? [report('namespace-unlisted', { namespace }, [at(fence)])]
    : [];
};

/** Settles which fences of a namespace become Sidecars: at most one for each workload, and none over a user's own. */
export const settle = (
  index: Index,
  namespace: string,
  fenced: ReadonlyArray<Fenced>
): Diagnosed<Refusals> => {
  const pods = index.podsOf(namespace);
  const isOn = ({ fence }: Fenced): boolean => fence.enable && index.mesh.config.enable;
  const off = fenced.filter(each => !isOn(each)).map(({ fence }): Found => [keyOf(fence.meta), 'disabled']);
  const enabled = fenced.filter(isOn);
  const unusable = enabled.flatMap((each): ReadonlyArray<Found> => {
    const refusal = refusalOf(each);
    return refusal === undefined ? [] : [[keyOf(each.fence.meta), refusal]];
  });
  const selecting = enabled.flatMap(({ fence, selected }): ReadonlyArray<Candidate> =>
    selected._tag === 'Labels' ? [{ fence, labels: selected.labels }] : []
  );
  const narrowed = narrowing(index, selecting);
  const isNarrowed = new Set(narrowed);
  const candidates = selecting.filter(candidate => !isNarrowed.has(candidate));
  const foreignOf = foreignSidecars(index, namespace);
  const foreign = candidates.flatMap(candidate => {
    const found = foreignOf(candidate);
    return found === undefined ? [] : [{ candidate, found }];
  });
  const blocked = foreign.filter(({ found }) => found._tag !== 'Default');
  const isBlocked = new Set(blocked.map(({ candidate }) => candidate));
  const free = candidates.filter(candidate => !isBlocked.has(candidate));
  const yielding = overlaps(pods, free);
  const refusals: ReadonlyArray<Found> = [
    ...off,
    ...unusable,
    ...narrowed.map(({ fence }): Found => [keyOf(fence.meta), 'global-sidecar-fenced']),
    ...blocked.map(({ candidate, found }): Found => [
      keyOf(candidate.fence.meta),
      found._tag === 'SameName' ? 'sidecar-name-taken' : 'sidecar-foreign'
    ]),
    ...yielding.map(({ loser }): Found => [keyOf(loser.meta), 'selector-overlap'])
  ];
  return {
    value: new Map(refusals),
    diagnostics: [
      ...enabled.flatMap(unselected),
      ...narrowed.map(narrowingDiagnostic),
      ...foreign.map(({ candidate, found }) => foreignDiagnostic(candidate.fence, found)),
      ...yielding.map(overlapDiagnostic),
      ...withoutPods(pods, namespace, free),
      ...free.flatMap(candidate => unlisted(index, candidate))
    ]
  };
};
