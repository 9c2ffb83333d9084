import type { Caller } from '../model/Edge.js';
import type { Labels } from '../model/Labels.js';

/** What a label says; undefined where Istio had nothing to say. */
export const known = (labels: Labels, name: string): string | undefined => {
  const value = Object.hasOwn(labels, name) ? labels[name] : undefined;
  return value === '' || value === 'unknown' ? undefined : value;
};

/**
 * The caller within a namespace, by the most exact name that there is.
 *
 * A workload's pods are known by its name, and so are all fences that select them; `app` is a label of theirs; the canonical
 * service is often the name of a Service.
 */
export const callerIn = (labels: Labels, namespace: string): Caller | undefined => {
  const workload = known(labels, 'source_workload');
  if (workload !== undefined) return { _tag: 'Named', namespace, name: workload };
  const app = known(labels, 'source_app');
  if (app !== undefined) return { _tag: 'Labelled', namespace, labels: { app } };
  const service = known(labels, 'source_canonical_service');
  return service === undefined ? undefined : { _tag: 'Named', namespace, name: service };
};

/** The caller that a sample names; undefined where it does not, as of traffic from outside the mesh. */
export const callerOf = (labels: Labels): Caller | undefined => {
  const namespace = known(labels, 'source_workload_namespace');
  return namespace === undefined ? undefined : callerIn(labels, namespace);
};
