import type { Json } from '@meshfence/core';
import type { Action } from '../apply/Action.js';
import type { Entry } from '../apply/Queue.js';
import type { Work } from '../apply/Writer.js';
import { isFieldConflict, isRefusal } from '../client/Refusal.js';
import type { Verdict } from '../compile/verdicts.js';
import { fingerprint } from '../json.js';
import type { Metrics } from '../metrics/Metrics.js';
import { fenceKind, sidecarKind } from '../observe/kinds.js';
import { selectorOf, sidecarPrint } from '../observe/Live.js';
import { nextConditions } from '../report/conditions.js';
import { fenceConditions } from '../report/fenceConditions.js';
import { observedConditions } from '../report/observedConditions.js';
import type { Problem } from '../report/Problem.js';
import type { Deciding } from './Deciding.js';
import { fenceWork } from './fenceWork.js';
import { fenceKey, parseKey } from './Key.js';
import { problemOf } from './problems.js';
import { resourceWork } from './resourceWork.js';
import { slimeBootWork } from './slimeBootWork.js';
import { takeIn, takeOut } from './takeIn.js';

/** The conditions of a fence: what the compiler says, unless what it says could not be written. */
const conditionsOf =
  ({ health, now, problems, world }: Deciding) =>
  (key: string, { findings, scope }: Verdict, live: Json): Json => {
    const generation = world.fences.get(key)?.generation;
    const problem = problems.get(key);
    const compiled = fenceConditions(scope, findings, generation);
    const wanted =
      problem === undefined
        ? compiled
        : compiled.map(each => ({ ...each, status: 'False' as const, ...problem }));
    return nextConditions(live, [...wanted, ...observedConditions(health(), generation)], now());
  };

const pathKey = ({ target: { kind, name, namespace } }: Action): string => `${kind}/${namespace}/${name}`;

const printOf = (action: Extract<Action, { readonly verb: 'apply' }>): string =>
  action.target.kind === 'Sidecar' ? sidecarPrint(action.object) : fingerprint(action.object);

/** Decides what is to be written for a key, and takes in what came of it. */
export const newWork = (parts: Deciding, metrics: Metrics): Work => {
  const { announcer, applied, compiler, configuration, problems, queue, underWay, world } = parts;
  const fences = fenceWork({ ...parts, conditions: conditionsOf(parts) });
  const decide = {
    resource: resourceWork({ ...parts, config: () => configuration.standing().config }),
    slimeboot: slimeBootWork(parts.slimeBoots, configuration.standing, parts.health, parts.now)
  };

  /** Whether it is news. Servers put times and numbers of requests into their words: other words are none. */
  const noteProblem = (key: string, problem: Problem | undefined): boolean => {
    const before = problems.get(key);
    if (problem === undefined) problems.delete(key);
    else problems.set(key, problem);
    if (before?.reason === problem?.reason) return false;
    if (problem !== undefined) announcer.problem(key, problem);
    return true;
  };

  /** A fence's condition says why its Sidecar is not as it should be; one that was mended says so, too. */
  const setProblem = (key: string, problem: Problem | undefined): void => {
    if (noteProblem(key, problem)) queue.add(fenceKey(key), performance.now());
  };

  /**
   * A problem lasts for as long as something is to be written beside the status, which tells of it; then what is wrong with
   * what was written takes its place.
   */
  const decideFence = (key: string): ReadonlyArray<Action> => {
    const actions = fences.decide(key);
    if (actions.some(({ verb }) => verb !== 'status')) return actions;
    const [before, problem] = [problems.get(key), fences.problem(key)];
    if (before?.message === problem?.message) return actions;
    noteProblem(key, problem);
    return fences.decide(key);
  };

  const finish = ({ key, since }: Entry, action: Action): void => {
    const parsed = parseKey(key);
    if (parsed.of !== 'fence' || action.target.kind !== 'Sidecar') return;
    setProblem(parsed.key, fences.problem(parsed.key));
    if (action.verb !== 'apply') return;
    metrics.changeToSidecar.observe((performance.now() - since) / 1000);
    if (action.adopt !== undefined) announcer.adopted(parsed.key);
  };

  return {
    decide: text => {
      const { key, of } = parseKey(text);
      if (of !== 'slimeboot') underWay.end(of === 'fence' ? key : key.replace(/^Sidecar\//, ''));
      // Before there is a plan, nothing follows from its emptiness.
      if (of !== 'slimeboot' && !compiler.isStarted()) return [];
      return of === 'fence' ? decideFence(key) : decide[of](key);
    },
    writing: action => {
      const { kind, name, namespace } = action.target;
      const key = `${namespace}/${name}`;
      if (action.verb === 'status' && kind === fenceKind.kind) world.expect(key, fingerprint(action.status));
      if (action.verb === 'apply' && kind === sidecarKind.kind)
        underWay.begin(key, selectorOf(action.object));
    },
    written: (entry, action, object) => {
      if (action.verb === 'apply' && object !== undefined)
        applied.note(pathKey(action), object.metadata.resourceVersion ?? '', printOf(action));
      if (object !== undefined) takeIn(parts, object);
      if (action.verb === 'delete') {
        takeOut(parts, action);
        applied.forget(pathKey(action));
      }
      underWay.end(`${action.target.namespace}/${action.target.name}`);
      finish(entry, action);
    },
    failed: ({ key }, action, error) => {
      if (isFieldConflict(error)) metrics.conflicts.inc({ kind: action.target.kind });
      const parsed = parseKey(key);
      // After any other failure it may have been done: that is known when it is looked at again.
      if (isRefusal(error) && error.status < 500)
        underWay.end(`${action.target.namespace}/${action.target.name}`);
      const problem = problemOf(action, error);
      if (parsed.of !== 'fence' || problem === undefined) return;
      // A status that is refused has no place in which to say so.
      if (action.verb === 'status') announcer.problem(parsed.key, problem);
      else if (compiler.verdict(parsed.key) !== undefined) setProblem(parsed.key, problem);
    }
  };
};
