import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { inObject } from '../diagnostic/Place.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Index } from '../indexing/Index.js';
import { createdBy, emptyStatus, isAutomatic } from '../model/Fence.js';
import type { Fence } from '../model/Fence.js';
import { keyOf } from '../model/Meta.js';
import type { Labels } from '../model/Labels.js';
import { by } from '../order.js';
import { labelled } from './wish.js';
import { renamedWishes, wishes, withoutWorkload } from './wishes.js';
import type { Wish } from './wishes.js';

/** The fences in force, and the automatic ones that nobody asks for any more; both sorted by key. */
export interface Fencing {
  readonly fences: ReadonlyArray<Fence>;
  readonly obsolete: ReadonlyArray<Fence>;
}

export const revision = 'istio.io/rev';

const revisionLabel = (istioRev: string | undefined): Labels =>
  istioRev === undefined ? {} : { [revision]: istioRev };

const toFence =
  (istioRev: string | undefined) =>
  ({ namespace, name, labels, because }: Wish): Fence => ({
    meta: {
      namespace,
      name,
      labels: { [createdBy.key]: createdBy.value, ...revisionLabel(istioRev) },
      annotations: {},
      uid: undefined,
      ownerReferences: [],
      origin: because
    },
    enable: true,
    hosts: {},
    namespaceSelector: [],
    labelSelector: [],
    workloadSelector: { labels: labels ?? {}, fromService: labels === undefined },
    status: emptyStatus
  });

const sortedByKey = (fences: ReadonlyArray<Fence>): ReadonlyArray<Fence> =>
  fences.toSorted(by(({ meta }) => keyOf(meta)));

/** Fences of another revision are not looked at when `strictRev` is set. */
const ofRevision = ({ mesh }: Index): Diagnosed<ReadonlyArray<Fence>> => {
  const { istioRev, strictRev } = mesh.config.global;
  if (!strictRev || istioRev === undefined) return { value: mesh.fences, diagnostics: [] };
  const isOurs = ({ meta }: Fence): boolean => meta.labels[revision] === istioRev;
  return {
    value: mesh.fences.filter(isOurs),
    diagnostics: mesh.fences
      .filter(fence => !isOurs(fence))
      .map(fence =>
        report('revision-other', { revision: fence.meta.labels[revision] ?? '', wanted: istioRev }, [
          inObject('ServiceFence', fence)
        ])
      )
  };
};

/**
 * The fences in force: the user's own, and in automatic mode those that labels ask for.
 *
 * A user's fence always wins over an automatic one of its name; an automatic one that is there keeps what users added.
 */
export const fencing = (index: Index): Diagnosed<Fencing> => {
  const present = ofRevision(index);
  const { general, global } = index.mesh.config;
  if (!general.autoFence) {
    const value = { fences: sortedByKey(present.value), obsolete: [] };
    return { value, diagnostics: [...present.diagnostics, ...unheard(index)] };
  }
  const wanted = wishes(index);
  const isObsolete = (fence: Fence): boolean => isAutomatic(fence) && !wanted.has(keyOf(fence.meta));
  const taken = new Set(index.mesh.fences.map(({ meta }) => keyOf(meta)));
  const made = [...wanted.values()].filter(wish => !taken.has(keyOf(wish)));
  const kept = present.value.filter(fence => !isObsolete(fence));
  return {
    value: {
      fences: sortedByKey([...kept, ...made.map(toFence(global.istioRev))]),
      obsolete: sortedByKey(present.value.filter(isObsolete))
    },
    diagnostics: [...present.diagnostics, ...renamedWishes(made), ...withoutWorkload(index)]
  };
};

/** Labels that ask for fences while automatic fences are off. */
const unheard = ({ mesh }: Index): ReadonlyArray<Diagnostic> => {
  const fenced = new Set(mesh.fences.map(({ meta }) => keyOf(meta)));
  const asking = mesh.services
    .filter(({ meta }) => labelled(meta.labels) === true && !fenced.has(keyOf(meta)))
    .toSorted(by(({ meta }) => keyOf(meta)));
  const [first] = asking;
  if (first === undefined) return [];
  const parameters = { count: asking.length, example: `Service ${keyOf(first.meta)}` };
  return [report('auto-fence-off', parameters, [inObject('Service', first, ['metadata', 'labels'])])];
};
