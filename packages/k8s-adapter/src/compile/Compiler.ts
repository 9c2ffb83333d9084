import { emptyMesh, keyOf, knownTo, resourceKey, start, step } from '@meshfence/core';
import type { Change, Config, Delta, Diagnostic, Fence, Knows, Mesh, State } from '@meshfence/core';
import type { EdgeBook } from '../learn/EdgeBook.js';
import type { Metrics } from '../metrics/Metrics.js';
import type { World } from '../observe/World.js';
import { desiredOf, nothingDesired } from './Desired.js';
import type { Desired } from './Desired.js';
import { differing, verdictsOf } from './verdicts.js';
import type { Verdict } from './verdicts.js';

/** What has to be looked at after a compilation: fences by key, resources by theirs. */
export interface Dirty {
  readonly fences: ReadonlySet<string>;
  readonly resources: ReadonlySet<string>;
  /** Fences whose Sidecar is another one now. */
  readonly scopes: ReadonlySet<string>;
}

/** A compiled mesh that is kept up to date. */
export interface Compiler {
  readonly desired: () => Desired;
  readonly verdict: (key: string) => Verdict | undefined;
  readonly diagnostics: () => ReadonlyArray<Diagnostic>;
  readonly mesh: () => Mesh | undefined;
  /** Whether the mesh has a host or an address; undefined before it was compiled. */
  readonly knows: () => Knows | undefined;
  readonly isStarted: () => boolean;
  /** Takes in all that has changed. */
  readonly run: (config: Config) => Dirty;
  /** Begins anew with the next run: what was taken in last may be the trouble. */
  readonly forget: () => void;
  /** Whether what is compiled depends on what time it is. */
  readonly heedsTime: () => boolean;
}

export interface CompilerOptions {
  readonly world: World;
  readonly book: EdgeBook;
  readonly now: () => number;
  readonly metrics: Metrics;
}

const minute = 60_000;

const isTimed = ({ hosts }: Fence): boolean => Object.values(hosts).some(({ _tag }) => _tag !== 'Stable');

/** Whether the time counts from a change on. */
const bringsTime = (change: Change): boolean => {
  if (change._tag === 'SetConfig') return change.config.general.expiry !== undefined;
  return change._tag === 'Set' && change.field === 'fences' && isTimed(change.object);
};

const everything = ({ fences, obsolete, resources }: Desired): Dirty => ({
  fences: new Set([...fences.keys(), ...obsolete.keys()]),
  resources: new Set(resources.keys()),
  scopes: new Set(fences.keys())
});

const touched = ({ fences, resources, sidecars, statuses }: Delta): Dirty => {
  const scopes = new Set([...sidecars.set.map(keyOf), ...sidecars.removed]);
  const all = [
    ...scopes,
    ...fences.set.map(({ meta }) => keyOf(meta)),
    ...fences.removed,
    ...statuses.set.map(keyOf),
    ...statuses.removed
  ];
  return {
    fences: new Set(all),
    resources: new Set([...resources.set.map(resourceKey), ...resources.removed]),
    scopes
  };
};

export const newCompiler = ({ book, metrics, now, world }: CompilerOptions): Compiler => {
  let state: State | undefined;
  let desired = nothingDesired;
  let verdicts: ReadonlyMap<string, Verdict> = new Map();
  let knows: Knows | undefined;

  const heedsTime = (): boolean => {
    if (state === undefined) return false;
    const { config, fences } = state.mesh;
    return config.general.expiry !== undefined || fences.some(isTimed);
  };

  /** With an expiry every fence depends on the time: it counts in minutes then, as what is last seen does. */
  const timePassed = ({ mesh }: State, changes: ReadonlyArray<Change>): ReadonlyArray<Change> => {
    const at = now();
    const grain = mesh.config.general.expiry === undefined ? 0 : minute;
    const isDue = heedsTime() ? at - (mesh.now ?? 0) >= grain : changes.some(bringsTime);
    return isDue ? [{ _tag: 'SetNow', now: at }] : [];
  };

  const begin = (config: Config): State =>
    start({ ...emptyMesh, ...world.mesh(), ...book.takeAll(), config, now: now() });

  const goOn = (before: State, config: Config): { readonly state: State; readonly delta: Delta } => {
    const changes: ReadonlyArray<Change> = [
      ...(before.mesh.config === config ? [] : [{ _tag: 'SetConfig', config } as const]),
      ...world.take()
    ];
    const passed = timePassed(before, changes);
    return step(before, [...changes, ...book.take(passed.length > 0), ...passed]);
  };

  const measure = (): void => {
    metrics.fences.set(desired.fences.size);
    metrics.sidecars.set(desired.sidecars.size);
    const found = state?.result.diagnostics ?? [];
    for (const severity of ['error', 'warning', 'info'])
      metrics.findings.set({ severity }, found.filter(each => each.severity === severity).length);
  };

  const judged = (dirty: Dirty, next: State): Dirty => {
    const before = verdicts;
    verdicts = verdictsOf(next.result);
    return { ...dirty, fences: new Set([...dirty.fences, ...differing(before, verdicts)]) };
  };

  const run = (config: Config): Dirty => {
    const stop = metrics.compileSeconds.startTimer({ phase: state === undefined ? 'start' : 'step' });
    const stepped = state === undefined ? undefined : goOn(state, config);
    const next = stepped?.state ?? begin(config);
    state = next;
    knows = undefined;
    desired = desiredOf(next.result.value);
    const dirty = judged(stepped === undefined ? everything(desired) : touched(stepped.delta), next);
    stop();
    for (const key of dirty.scopes) {
      const scope = desired.sidecars.has(key) ? desired.scopes.get(key) : undefined;
      if (scope !== undefined) metrics.scopeHosts.observe(scope.hosts.length);
    }
    measure();
    return dirty;
  };

  return {
    run,
    heedsTime,
    forget: () => {
      state = undefined;
    },
    desired: () => desired,
    verdict: key => verdicts.get(key),
    diagnostics: () => state?.result.diagnostics ?? [],
    mesh: () => state?.mesh,
    knows: () => (knows ??= state === undefined ? undefined : knownTo(state)),
    isStarted: () => state !== undefined
  };
};
