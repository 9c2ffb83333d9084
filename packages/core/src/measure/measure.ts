import { definitions } from '../indexing/Definition.js';
import type { Definition } from '../indexing/Definition.js';
import { hostTable } from '../indexing/HostTable.js';
import type { HostTable } from '../indexing/HostTable.js';
import { isVisible } from '../indexing/visibility.js';
import { groupBy } from '../groupBy.js';
import type { Mesh } from '../model/Mesh.js';
import type { Plan } from '../model/Plan.js';

/** How much a proxy is told: hosts, and clusters (one for each port of each host, before subsets). */
export interface Size {
  readonly hosts: number;
  readonly clusters: number;
}

/** A fenced workload's configuration without its fence and with it. */
export interface Saving {
  readonly namespace: string;
  readonly name: string;
  readonly before: Size;
  readonly after: Size;
}

/** What the whole mesh has, and what each fence saves of it. */
export interface Savings {
  readonly mesh: Size;
  readonly workloads: ReadonlyArray<Saving>;
}

const sizeOf = (found: Iterable<Definition>): Size => {
  let hosts = 0;
  let clusters = 0;
  for (const { ports } of found) {
    hosts += 1;
    clusters += ports.length;
  }
  return { hosts, clusters };
};

interface Registry {
  readonly all: ReadonlyArray<Definition>;
  readonly byHost: HostTable<Definition>;
  readonly byNamespace: ReadonlyMap<string, ReadonlyArray<Definition>>;
}

/**
 * What one egress host selects of the registry: hosts that it covers, in the namespace that it names.
 *
 * Source: istio pilot/pkg/model/sidecar.go; a wildcard host is selected only by its own or a broader wildcard.
 */
const selected = ({ all, byHost, byNamespace }: Registry, egressHost: string): ReadonlyArray<Definition> => {
  const [namespace = '', host = ''] = egressHost.split('/');
  if (host === '*') return namespace === '*' ? all : (byNamespace.get(namespace) ?? []);
  const found = byHost.within(host);
  return namespace === '*' ? found : found.filter(each => each.namespace === namespace);
};

/** How much smaller the configuration of each fenced workload's proxy becomes. */
export const measure = (mesh: Mesh, plan: Plan): Savings => {
  const all = definitions(mesh);
  const registry: Registry = {
    all,
    byHost: hostTable(all.map(definition => [definition.host, definition] as const)),
    byNamespace: groupBy(all, ({ namespace }) => namespace)
  };
  const isUniform = all.every(({ exportTo }) => exportTo === undefined);
  const whole = sizeOf(all);
  const seenFrom = (viewer: string, found: Iterable<Definition>): Size =>
    sizeOf([...found].filter(({ exportTo, namespace }) => isVisible(exportTo, namespace, viewer)));
  return {
    mesh: whole,
    workloads: plan.sidecars.map(({ namespace, name, egressHosts }) => ({
      namespace,
      name,
      before: isUniform ? whole : seenFrom(namespace, all),
      after: seenFrom(namespace, new Set(egressHosts.flatMap(host => selected(registry, host))))
    }))
  };
};
