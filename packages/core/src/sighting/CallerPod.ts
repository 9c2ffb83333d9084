import * as LabelsOf from '../model/Labels.js';
import type { Labels } from '../model/Labels.js';
import type { Key } from '../model/Meta.js';
import { workloadOf } from '../model/Workload.js';
import type { Pod } from '../model/Workload.js';

/** A pod that calls, as far as it is like its siblings: `key` is the same for all of them. */
export interface CallerPod {
  readonly namespace: string;
  /** The name of its Deployment, StatefulSet, ..; empty where nobody knows. */
  readonly workload: string;
  readonly labels: Labels;
  readonly key: Key;
}

/** Labels that a controller gives to each pod or each generation of pods: no Service selects by them. */
const ofOnePod: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'pod-template-generation',
  'controller-revision-hash',
  'controller-uid',
  'job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
  'apps.kubernetes.io/pod-index'
]);

/** The caller of these names and labels. */
export const callerPod = (namespace: string, workload: string, all: Labels): CallerPod => {
  const labels = Object.fromEntries(Object.entries(all).filter(([name]) => !ofOnePod.has(name)));
  return { namespace, workload, labels, key: `${namespace}/${workload}/${LabelsOf.canonical(labels)}` };
};

/** A Pod as a caller. */
export const toCallerPod = (pod: Pod): CallerPod =>
  callerPod(pod.meta.namespace, workloadOf(pod), pod.meta.labels);
