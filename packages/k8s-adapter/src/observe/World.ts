import { isOurs } from '@meshfence/core';
import type { Change, Diagnostic, Field, Mesh, Sidecar } from '@meshfence/core';
import { nameOf } from '../discovery/Resource.js';
import type { Resource } from '../discovery/Resource.js';
import type { Metrics } from '../metrics/Metrics.js';
import { liveKey } from '../watch/KubeObject.js';
import type { KubeObject } from '../watch/KubeObject.js';
import type { Listener } from '../watch/begin.js';
import { newCollection } from './Collection.js';
import type { Collection } from './Collection.js';
import { decode } from './decode.js';
import type { Decoded } from './decode.js';
import { meshKinds } from './kinds.js';
import type { MeshKind } from './kinds.js';
import { toLive, toLiveFence, toLiveSidecar } from './Live.js';
import type { Live, LiveFence, LiveSidecar } from './Live.js';
import { project } from './project.js';
import { newSelectors } from './Selectors.js';
import type { Selectors } from './Selectors.js';
import { newValues } from './Values.js';
import type { News, Values } from './Values.js';

/** One object as it is kept. */
export interface Item<L extends Live> {
  readonly key: string;
  readonly live: L;
  readonly decoded: Decoded;
}

/** What the world tells whoever has to act on it. */
export interface Hearer {
  /** Something has changed that a plan may follow from. */
  readonly changed: (field: Field, key: string) => void;
  /** A live object differs from what it was; no plan follows from it, but it may have to be mended. */
  readonly moved: (field: Field, key: string) => void;
  /** All objects of a kind are known, or it is known that nobody serves it. `isNew`: it is served as it was not before. */
  readonly listed: (kind: string, isNew: boolean) => void;
}

/** All objects that a mesh is made of, as they are watched. */
export interface World {
  readonly fences: Collection<LiveFence>;
  readonly sidecars: Collection<LiveSidecar>;
  /** What the live Sidecars select. */
  readonly selectors: Pick<Selectors, 'meeting'>;
  readonly listener: (kind: MeshKind) => Listener<Item<Live>>;
  /** The lists of the mesh as they are; takes what has changed so far. */
  readonly mesh: () => Pick<Mesh, Field>;
  readonly take: () => ReadonlyArray<Change>;
  /** The kinds of which nothing is known yet. */
  readonly unsynced: () => ReadonlyArray<string>;
  /** The version in which a kind is served; undefined where it is not. */
  readonly resource: (kind: string) => Resource | undefined;
  /** Fences that cannot be decoded: what is applied for them stays. */
  readonly unreadable: (field: Field) => ReadonlySet<string>;
  readonly findings: (field: Field) => ReadonlyMap<string, ReadonlyArray<Diagnostic>>;
  /** The status that a fence has been given: when it comes back, it is no news. */
  readonly expect: (key: string, status: string) => void;
}

const liveOf: Partial<Readonly<Record<Field, (object: KubeObject) => Live>>> = {
  fences: toLiveFence,
  sidecars: toLiveSidecar
};

const toItems = (field: Field, page: ReadonlyArray<KubeObject>): ReadonlyArray<Item<Live>> => {
  const decoded = decode(
    field,
    page.map(object => project(field, object))
  );
  const toOne = liveOf[field] ?? toLive;
  return page.map((object, at) => ({
    key: liveKey(object),
    live: toOne(object),
    decoded: decoded[at] ?? { value: undefined, diagnostics: [] }
  }));
};

/** Our own Sidecars follow from a plan, and no plan from them: the mesh does without. */
const isForMesh = (field: Field, { value }: Decoded): boolean =>
  field !== 'sidecars' || value === undefined || !isOurs(value as Sidecar);

export const newWorld = (hearer: Hearer, metrics: Metrics): World => {
  const fences = newCollection<LiveFence>();
  const sidecars = newCollection<LiveSidecar>();
  const selectors = newSelectors();
  const collections = new Map<Field, Collection<Live>>([
    ...meshKinds.map(({ field }) => [field, newCollection<Live>()] as const),
    ['fences', fences],
    ['sidecars', sidecars]
  ]);
  const values = new Map<Field, Values>(meshKinds.map(({ field }) => [field, newValues(field)]));
  const resources = new Map<string, Resource | undefined>();
  const expected = new Map<string, string>();
  const collectionOf = (field: Field): Collection<Live> => collections.get(field) ?? newCollection();
  const valuesOf = (field: Field): Values => values.get(field) ?? newValues(field);

  const tell = (field: Field, key: string, news: News): void => {
    if (news === 'change' || news === 'unreadable') hearer.changed(field, key);
    else hearer.moved(field, key);
  };

  const isEcho = (field: Field, key: string, live: Live): boolean =>
    field === 'fences' && expected.get(key) === (live as LiveFence).status;

  const count = (kind: MeshKind): void => {
    const { field } = kind;
    metrics.objects.set({ kind: nameOf(kind) }, collectionOf(field).size());
    metrics.undecodable.set({ kind: nameOf(kind) }, valuesOf(field).unreadable().size);
  };

  const put = ({ field }: MeshKind, { decoded, key, live }: Item<Live>, asOf?: string): void => {
    if (!collectionOf(field).set(key, live, asOf)) return;
    if (field === 'sidecars') selectors.set(key, (live as LiveSidecar).selector);
    const news = isForMesh(field, decoded)
      ? valuesOf(field).set(key, decoded, isEcho(field, key, live))
      : valuesOf(field).remove(key);
    tell(field, key, news);
  };

  const drop = ({ field }: MeshKind, key: string, version: string): void => {
    if (!collectionOf(field).remove(key, version)) return;
    if (field === 'fences') expected.delete(key);
    if (field === 'sidecars') selectors.remove(key);
    tell(field, key, valuesOf(field).remove(key));
  };

  const listener = (kind: MeshKind): Listener<Item<Live>> => ({
    project: page => toItems(kind.field, page),
    replaced: (items, version, resource) => {
      const isNew = resources.get(kind.kind)?.apiVersion !== resource.apiVersion;
      resources.set(kind.kind, resource);
      for (const item of items) put(kind, item, version);
      const listed = new Set(items.map(({ key }) => key));
      for (const key of collectionOf(kind.field).missing(listed, version)) drop(kind, key, version);
      count(kind);
      hearer.listed(kind.kind, isNew);
    },
    set: item => {
      put(kind, item);
      count(kind);
    },
    removed: object => {
      drop(kind, liveKey(object), object.metadata.resourceVersion ?? '');
      count(kind);
    },
    // Objects whose removal was not heard of are kept: that a kind is gone may be a moment's confusion of the server.
    absent: () => {
      const isFirst = !resources.has(kind.kind);
      resources.set(kind.kind, undefined);
      if (isFirst) hearer.listed(kind.kind, false);
    }
  });

  const take = (): ReadonlyArray<Change> => [...values.values()].flatMap(each => each.take());

  return {
    fences,
    sidecars,
    selectors,
    listener,
    take,
    mesh: () => {
      take();
      return Object.fromEntries([...values].map(([field, each]) => [field, each.all()])) as unknown as Pick<
        Mesh,
        Field
      >;
    },
    unsynced: () => meshKinds.filter(({ kind }) => !resources.has(kind)).map(({ plural }) => plural),
    resource: kind => resources.get(kind),
    unreadable: field => valuesOf(field).unreadable(),
    findings: field => valuesOf(field).findings(),
    expect: (key, status) => void expected.set(key, status)
  };
};
