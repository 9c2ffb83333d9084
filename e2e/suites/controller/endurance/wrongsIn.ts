import type { Live, Sighting } from './History.js';
import {
  declaredOf,
  hostsOf,
  isEnabled,
  isGoods,
  learnedOf,
  ownerOf,
  selectorOf,
  workloadOf
} from './Shape.js';

/** Milliseconds that a controller may take to hear of a change: a Sidecar may lag behind its fence for so long. */
const grace = 5000;

/** One fence, from when it was made until it is deleted. */
interface Life {
  readonly fence: Live;
  readonly declared: ReadonlySet<string>;
  readonly learned: ReadonlySet<string>;
  readonly workloads: ReadonlySet<string>;
  /** Since when it has been the one whose Sidecar its workload shall have; undefined while it is not. */
  readonly wantedSince: number | undefined;
}

/** What holds at some point of a history. */
interface World {
  readonly lives: Map<string, Life>;
  readonly sidecars: Map<string, Live>;
  readonly uids: Map<string, Set<string>>;
}

const missing = (all: Iterable<string>, from: ReadonlySet<string>): ReadonlyArray<string> =>
  [...all].filter(each => !from.has(each));

const namespaceOf = (key: string): string => key.slice(0, key.indexOf('/'));

const isAutomatic = ({ metadata }: Live): boolean =>
  metadata.labels?.['app.kubernetes.io/created-by'] === 'fence-controller';

/** Whether one fence goes before another one of the same workload: a user's own first, then by name. */
const goesBefore = (a: Live, b: Live): boolean =>
  isAutomatic(a) === isAutomatic(b) ? a.metadata.name < b.metadata.name : !isAutomatic(a);

const isWanted = ({ lives }: World, key: string, fence: Live): boolean =>
  isEnabled(fence) &&
  ![...lives].some(
    ([other, life]) =>
      other !== key &&
      namespaceOf(other) === namespaceOf(key) &&
      isEnabled(life.fence) &&
      workloadOf(life.fence) === workloadOf(fence) &&
      goesBefore(life.fence, fence)
  );

/** A fence that comes, goes or changes makes others of its workload be wanted, or no more. */
const judgeAll = (world: World, at: number): void => {
  for (const [key, life] of world.lives) {
    const wantedSince = isWanted(world, key, life.fence) ? (life.wantedSince ?? at) : undefined;
    if (wantedSince !== life.wantedSince) world.lives.set(key, { ...life, wantedSince });
  }
};

const takeFence = (world: World, { at, key, object, type }: Sighting): ReadonlyArray<string> => {
  const before = world.lives.get(key);
  const isSame = before?.fence.metadata.uid === object.metadata.uid;
  const learned = learnedOf(object);
  const lost = isSame && type !== 'DELETED' ? missing(before.learned, learned) : [];
  if (type === 'DELETED') world.lives.delete(key);
  else {
    world.uids.set(key, (world.uids.get(key) ?? new Set()).add(object.metadata.uid));
    world.lives.set(key, {
      fence: object,
      learned,
      declared: new Set([...(isSame ? before.declared : []), ...declaredOf(object)]),
      workloads: new Set([...(isSame ? before.workloads : []), workloadOf(object)]),
      wantedSince: isSame ? before.wantedSince : undefined
    });
  }
  judgeAll(world, at);
  return lost.map(host => `the status of ${key} has lost ${host}`);
};

/** Whether a Sidecar must be there. Of an automatic fence that no label asks for any more, it goes before the fence. */
const isSettled = (life: Life | undefined, sidecar: Live, at: number): boolean =>
  life !== undefined &&
  !isAutomatic(life.fence) &&
  life.fence.metadata.uid === ownerOf(sidecar) &&
  life.wantedSince !== undefined &&
  at - life.wantedSince > grace;

const selectorWrongs = (key: string, sidecar: Live, life: Life | undefined): ReadonlyArray<string> => {
  const selector = selectorOf(sidecar);
  if (selector === undefined || Object.keys(selector).length === 0) return [`Sidecar ${key} has no selector`];
  const { app = '' } = selector;
  if (Object.keys(selector).length > 1 || (life !== undefined && !life.workloads.has(app)))
    return [
      `Sidecar ${key} selects ${JSON.stringify(selector)}, its fence ${[...(life?.workloads ?? [])].join()}`
    ];
  return [];
};

const twins = ({ sidecars }: World, key: string, sidecar: Live): ReadonlyArray<string> =>
  [...sidecars]
    .filter(([other]) => other !== key && namespaceOf(other) === namespaceOf(key))
    .filter(([, other]) => JSON.stringify(selectorOf(other)) === JSON.stringify(selectorOf(sidecar)))
    .map(([other]) => `Sidecars ${key} and ${other} are for one workload`);

/** Of a Sidecar that belongs to the fence that is there: each host is in the fence, and what was learned stays. */
const hostWrongs = (
  key: string,
  sidecar: Live,
  life: Life,
  before: Live | undefined
): ReadonlyArray<string> => {
  const hosts = hostsOf(sidecar);
  const early = hosts.filter(host => isGoods(host) && !life.learned.has(host));
  const strange = hosts.filter(host => !isGoods(host) && !life.declared.has(host));
  const isSame = before !== undefined && ownerOf(before) === ownerOf(sidecar);
  const lost = isSame ? missing(hostsOf(before).filter(isGoods), new Set(hosts)) : [];
  return [
    ...early.map(host => `Sidecar ${key} has ${host} before the status has`),
    ...strange.map(host => `Sidecar ${key} has ${host}, which its fence never had`),
    ...lost.map(host => `Sidecar ${key} has lost ${host}`)
  ];
};

const takeSidecar = (world: World, { at, key, object, type }: Sighting): ReadonlyArray<string> => {
  const life = world.lives.get(key);
  const before = world.sidecars.get(key);
  if (type === 'DELETED') {
    world.sidecars.delete(key);
    return isSettled(life, object, at) ? [`Sidecar ${key} is deleted, and its fence lives`] : [];
  }
  world.sidecars.set(key, object);
  const owner = ownerOf(object);
  const isOwned = owner !== undefined && world.uids.get(key)?.has(owner) === true;
  const isOfLife = life !== undefined && life.fence.metadata.uid === owner;
  return [
    ...selectorWrongs(key, object, life),
    ...twins(world, key, object),
    ...(isOwned ? [] : [`Sidecar ${key} belongs to no fence of its name`]),
    ...(isOfLife ? hostWrongs(key, object, life, before) : [])
  ];
};

/** Everything in a history, in its order, that must never be. */
export const wrongsIn = (history: ReadonlyArray<Sighting>): ReadonlyArray<string> => {
  const world: World = { lives: new Map(), sidecars: new Map(), uids: new Map() };
  return history.flatMap(sighting => {
    const wrongs = sighting.kind === 'Sidecar' ? takeSidecar(world, sighting) : takeFence(world, sighting);
    return wrongs.map(wrong => `at ${sighting.version}: ${wrong}`);
  });
};
