import type { Json } from '@meshfence/core';
import type { Action } from '../apply/Action.js';
import { addedLabels } from '../apply/addedLabels.js';
import { decideFence, isTakeable } from '../apply/decideFence.js';
import type { FenceView, Rival } from '../apply/FenceView.js';
import type { Compiler } from '../compile/Compiler.js';
import type { Verdict } from '../compile/verdicts.js';
import { kinds, preferred } from '../discovery/kinds.js';
import type { StatusForm } from '../discovery/statusForm.js';
import type { World } from '../observe/World.js';
import type { Problem } from '../report/Problem.js';
import type { Applied } from './Applied.js';
import { selectorProblem } from './problems.js';
import type { UnderWay } from './UnderWay.js';

export interface FenceWorkOptions {
  readonly world: World;
  readonly compiler: Compiler;
  readonly applied: Applied;
  readonly underWay: UnderWay;
  /** What a status may hold; undefined before that is known. */
  readonly form: () => StatusForm | undefined;
  /** The conditions that a fence shall have, given those that it has. */
  readonly conditions: (key: string, verdict: Verdict, live: Json) => Json;
}

const split = (key: string): { readonly namespace: string; readonly name: string } => {
  const at = key.indexOf('/');
  return { namespace: key.slice(0, at), name: key.slice(at + 1) };
};

/** Whether a Sidecar, by `namespace/name`, is one of the plan's resources, and no fence's. */
const isResource = (compiler: Compiler, key: string): boolean =>
  compiler.desired().resources.has(`Sidecar/${key}`);

/** A plan keeps at most one Sidecar of a workload: any other one is a leftover, but for that of a fence that cannot be read. */
const rivalsOf = ({ compiler, world }: FenceWorkOptions, key: string): ReadonlyArray<Rival> => {
  const desired = compiler.desired().sidecars.get(key);
  if (desired === undefined) return [];
  return world.selectors
    .meeting(desired.namespace, desired.selector)
    .filter(other => other !== key && !world.unreadable('fences').has(other))
    .flatMap(other => {
      const live = world.sidecars.get(other);
      const { name, namespace } = split(other);
      return live === undefined || isResource(compiler, other) ? [] : [{ namespace, name, live }];
    });
};

const viewOf = (options: FenceWorkOptions, key: string, form: StatusForm): FenceView => {
  const { applied, compiler, conditions, world } = options;
  const desired = compiler.desired();
  const verdict = compiler.verdict(key);
  return {
    ...split(key),
    fence: desired.fences.get(key),
    isObsolete: desired.obsolete.has(key),
    status: desired.statuses.get(key)?.status,
    sidecar: desired.sidecars.get(key),
    liveFence: world.fences.get(key),
    liveSidecar: world.sidecars.get(key),
    rivals: rivalsOf(options, key),
    conditions: live => (verdict === undefined ? live : conditions(key, verdict, live)),
    form,
    fenceVersion: world.resource('ServiceFence')?.apiVersion ?? preferred(kinds.ServiceFence).apiVersion,
    sidecarVersion: world.resource('Sidecar')?.apiVersion ?? '',
    isApplied: (live, print) => applied.is(`Sidecar/${key}`, live, print)
  };
};

const writesSidecar = ({ target: { kind }, verb }: Action): boolean => verb === 'apply' && kind === 'Sidecar';

/** Without its Sidecar, while another one for the same workload is being written: it may be live any moment. */
const unblocked = (
  { compiler, underWay }: FenceWorkOptions,
  key: string,
  actions: ReadonlyArray<Action>
): ReadonlyArray<Action> => {
  const selector = compiler.desired().sidecars.get(key)?.selector;
  if (selector === undefined || !actions.some(writesSidecar) || !underWay.blocks(key, selector))
    return actions;
  return actions.filter(each => !writesSidecar(each));
};

/** Everything that is known of a fence; undefined where nothing shall be done about it. */
const knownOf = (options: FenceWorkOptions, key: string): FenceView | undefined => {
  const { compiler, world } = options;
  const form = options.form();
  if (form === undefined || world.unreadable('fences').has(key)) return undefined;
  if (world.resource('ServiceFence') === undefined || isResource(compiler, key)) return undefined;
  return viewOf(options, key, form);
};

const actionsFor = (options: FenceWorkOptions, key: string, view: FenceView): ReadonlyArray<Action> => {
  if (view.rivals.some(({ live }) => !isTakeable(live))) options.underWay.hold(key);
  const actions = unblocked(options, key, decideFence(view));
  // Without its definition, a Sidecar has nowhere to go.
  return options.world.resource('Sidecar') === undefined
    ? actions.filter(({ target }) => target.kind !== 'Sidecar')
    : actions;
};

export interface FenceWork {
  /**
   * What is to be written for a fence and its Sidecar.
   *
   * Nothing for one that cannot be read: what is applied stays. Nothing either before it is known what a status can hold, and
   * while fences are not served: then all that is known of them is old.
   */
  readonly decide: (key: string) => ReadonlyArray<Action>;
  /** What is wrong with its Sidecar though it was written as it shall be. */
  readonly problem: (key: string) => Problem | undefined;
}

export const fenceWork = (options: FenceWorkOptions): FenceWork => ({
  decide: key => {
    const view = knownOf(options, key);
    return view === undefined ? [] : actionsFor(options, key, view);
  },
  problem: key => {
    const view = knownOf(options, key);
    return view?.liveSidecar === undefined
      ? undefined
      : selectorProblem(key, addedLabels(view), view.liveSidecar.selectedBy);
  }
});
