import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { inObject } from '../diagnostic/Place.js';
import type { Diagnosed } from '../Diagnosed.js';
import { isEqual } from '../equal.js';
import { made } from '../incremental/Made.js';
import type { Made } from '../incremental/Made.js';
import type { Index } from '../indexing/Index.js';
import { createdBy, emptyStatus, isAutomatic } from '../model/Fence.js';
import type { Fence } from '../model/Fence.js';
import { byKey, keyOf } from '../model/Meta.js';
import type { Labels } from '../model/Labels.js';
import type { Mesh } from '../model/Mesh.js';
import { by, joined } from '../order.js';
import { labelled } from './wish.js';
import { renamedWishes, wishes, withoutWorkload } from './wishes.js';
import type { Wish } from './wishes.js';

/** The fences in force, and the automatic ones that nobody asks for any more; both sorted by key. */
export interface Fencing {
  readonly fences: ReadonlyArray<Fence>;
  readonly obsolete: ReadonlyArray<Fence>;
  /** Those of each namespace, with what they were made of. */
  readonly locals: ReadonlyMap<string, Made<Local>>;
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

const byFence = (a: Fence, b: Fence): number => byKey(a.meta, b.meta);

/** Fences of another revision are not looked at when `strictRev` is set. */
const ofRevision = ({ fencesOf, mesh }: Index, namespace: string): Diagnosed<ReadonlyArray<Fence>> => {
  const { istioRev, strictRev } = mesh.config.global;
  const all = fencesOf(namespace);
  if (!strictRev || istioRev === undefined) return { value: all, diagnostics: [] };
  const isOurs = ({ meta }: Fence): boolean => meta.labels[revision] === istioRev;
  return {
    value: all.filter(isOurs),
    diagnostics: all
      .filter(fence => !isOurs(fence))
      .map(fence =>
        report('revision-other', { revision: fence.meta.labels[revision] ?? '', wanted: istioRev }, [
          inObject('ServiceFence', fence)
        ])
      )
  };
};

type Local = Diagnosed<{ readonly fences: ReadonlyArray<Fence>; readonly obsolete: ReadonlyArray<Fence> }>;

/** The fences of a namespace. An automatic one that says what one before said is that very one. */
const local = (index: Index, namespace: string, before: Local | undefined): Local => {
  const present = ofRevision(index, namespace);
  const { general, global } = index.mesh.config;
  if (!general.autoFence)
    return {
      value: { fences: present.value.toSorted(byFence), obsolete: [] },
      diagnostics: present.diagnostics
    };
  const wanted = wishes(index, namespace);
  const isObsolete = (fence: Fence): boolean => isAutomatic(fence) && !wanted.has(keyOf(fence.meta));
  const taken = new Set(index.fencesOf(namespace).map(({ meta }) => keyOf(meta)));
  const missing = [...wanted.values()].filter(wish => !taken.has(keyOf(wish)));
  const known = new Map(before?.value.fences.map(fence => [fence.meta.name, fence]));
  const automatic = missing.map(toFence(global.istioRev)).map(fence => {
    const same = known.get(fence.meta.name);
    return same !== undefined && isEqual(same, fence) ? same : fence;
  });
  return {
    value: {
      fences: [...present.value.filter(fence => !isObsolete(fence)), ...automatic].toSorted(byFence),
      obsolete: present.value.filter(isObsolete).toSorted(byFence)
    },
    diagnostics: [...present.diagnostics, ...renamedWishes(missing), ...withoutWorkload(index, namespace)]
  };
};

/** The namespaces in which there may be fences, in the order of keys. */
const inhabited = ({ fences, pods, services }: Mesh): ReadonlyArray<string> => {
  const found = new Set<string>();
  for (const all of [fences, services, pods]) for (const { meta } of all) found.add(meta.namespace);
  return [...found].sort(by(namespace => `${namespace}/`));
};

/**
 * The fences in force: the user's own, and in automatic mode those that labels ask for.
 *
 * A user's fence always wins over an automatic one of its name; an automatic one that is there keeps what users added.
 */
export const fencing = (index: Index, before?: Fencing): Diagnosed<Fencing> => {
  const { config } = index.mesh;
  const locals = new Map(
    inhabited(index.mesh).map(namespace => {
      const { fencesOf, namespaces, podsOf, servicesOf } = index;
      const of = [
        config,
        namespaces.get(namespace),
        ...[fencesOf, podsOf, servicesOf].map(all => all(namespace))
      ];
      const known = before?.locals.get(namespace);
      return [namespace, made(known, of, () => local(index, namespace, known?.value))] as const;
    })
  );
  const all = [...locals.values()].map(({ value }) => value);
  return {
    value: {
      fences: joined(
        all.map(({ value }) => value.fences),
        byFence
      ),
      obsolete: joined(
        all.map(({ value }) => value.obsolete),
        byFence
      ),
      locals
    },
    diagnostics: [
      ...all.flatMap(({ diagnostics }) => diagnostics),
      ...(config.general.autoFence ? [] : unheard(index))
    ]
  };
};

/** Labels that ask for fences while automatic fences are off. */
const unheard = ({ mesh }: Index): ReadonlyArray<Diagnostic> => {
  const labelledOnes = mesh.services.filter(({ meta }) => labelled(meta.labels) === true);
  if (labelledOnes.length === 0) return [];
  const fenced = new Set(mesh.fences.map(({ meta }) => keyOf(meta)));
  const asking = labelledOnes
    .filter(({ meta }) => !fenced.has(keyOf(meta)))
    .toSorted(by(({ meta }) => keyOf(meta)));
  const [first] = asking;
  if (first === undefined) return [];
  const parameters = { count: asking.length, example: `Service ${keyOf(first.meta)}` };
  return [report('auto-fence-off', parameters, [inObject('Service', first, ['metadata', 'labels'])])];
};
