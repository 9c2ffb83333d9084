import type { Index } from '../indexing/Index.js';
import { completeName } from '../indexing/completeName.js';
import type { Host } from '../model/Host.js';
import { keyOf } from '../model/Meta.js';
import type { Plan } from '../model/Plan.js';
import { attribution, attributor } from '../resolve/attribution.js';
import type { Fenced } from '../resolve/attribution.js';
import { selectorOf } from '../resolve/selectorOf.js';
import { covers } from './covers.js';
import type { Testimony } from './Testimony.js';
import { remedies } from './remedies.js';
import { statements } from './statements.js';
import type { IsAsked, Known } from './statements.js';

/** A workload, named as its fence. */
export interface Workload {
  readonly namespace: string;
  readonly name: string;
}

/** The host that was asked for, as the workload means it, and whether its scope lacks it. */
export interface Asked {
  readonly text: string;
  readonly isAbsent: boolean;
}

/** What is known of a workload: what compiling gives to its fence, and hearings by the same rule. */
const knownOf = (index: Index, plan: Plan, workload: Workload): Known => {
  const { namespace } = workload;
  const fenced = plan.fences
    .filter(({ meta }) => meta.namespace === namespace)
    .map((fence): Fenced => ({ fence, selected: selectorOf(index, fence) }));
  const fencesOf = attributor(index, namespace, fenced);
  const key = keyOf(workload);
  const { hearings, sources } = index.mesh;
  return {
    sources,
    names: hearings.map(({ source }) => source),
    edges: attribution(index, namespace, fenced).value.get(key) ?? [],
    hearings: hearings.filter(
      ({ caller }) => caller.namespace === namespace && fencesOf(caller).includes(key)
    )
  };
};

/** Whether a destination means the host that was asked for, to the callers of a namespace. */
const meaning = (index: Index, namespace: string, asked: string): IsAsked => {
  const hostsOf = (text: string): ReadonlyArray<Host> => {
    const completed = completeName(index, text, namespace);
    return completed._tag === 'Hosts' ? completed.hosts : [completed.address];
  };
  const wanted = [asked, ...hostsOf(asked)];
  return to => hostsOf(to).some(host => wanted.some(each => covers(index, each, host)));
};

/**
 * What the sources of a mesh can say of a workload, and of its calls to a host.
 *
 * Undefined where the mesh says nothing of its sources: then evidence is somebody's word, and has been told with its edge.
 */
export const testify = (
  index: Index,
  plan: Plan,
  workload: Workload,
  asked: Asked | undefined
): Testimony | undefined => {
  const { config, hearings, now, sources } = index.mesh;
  if (sources.length + hearings.length === 0) return undefined;
  const isAsked = asked && meaning(index, workload.namespace, asked.text);
  const found = statements(knownOf(index, plan, workload), isAsked);
  return { sources: found, remedies: remedies(config, found, asked?.isAbsent ?? true), now };
};
