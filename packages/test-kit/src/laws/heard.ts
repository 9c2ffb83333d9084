import { nowhere } from '@meshfence/core';
import type { Edge, Mesh } from '@meshfence/core';
import { lostBetween } from './scopes.js';
import type { Violation } from './Violation.js';

/** A call to nobody, which no fence learns: it shows only that the direct sources hear the caller, first and last of all. */
const callToNobody = ({ sources }: Mesh, namespace: string, name: string): Edge => ({
  from: { _tag: 'Named', namespace, name },
  to: 'unknown',
  port: undefined,
  protocol: undefined,
  evidence: sources
    .filter(({ direct }) => direct)
    .map(({ name: source }) => ({
      source,
      firstSeen: Number.MIN_SAFE_INTEGER,
      lastSeen: Number.MAX_SAFE_INTEGER,
      count: undefined
    })),
  origin: nowhere
});

/** A mesh in which every direct source hears every fenced workload for ever: all silence counts that somebody watched. */
export const heardForEver = (mesh: Mesh): Mesh => {
  const callers = [...mesh.fences, ...mesh.services].map(({ meta }) =>
    callToNobody(mesh, meta.namespace, meta.name)
  );
  return { ...mesh, edges: [...mesh.edges, ...callers] };
};

/** Law 6: a workload that sources have not heard all the while has lost no host to that. */
export const unheardKeeps = (mesh: Mesh): Violation => lostBetween(heardForEver(mesh), mesh);
