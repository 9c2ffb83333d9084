import type { Mesh } from '@meshfence/core';

/** A host of the registry, as an object of one namespace brings it there. */
export interface Selected {
  readonly namespace: string;
  readonly host: string;
  readonly kind: 'Service' | 'ServiceEntry';
}

interface Registered extends Selected {
  readonly exportTo: ReadonlyArray<string> | undefined;
}

interface Imported {
  readonly namespace: string;
  readonly name: string;
}

const registry = ({ config, services, serviceEntries }: Mesh): ReadonlyArray<Registered> => [
  ...services.map(({ meta, exportTo }): Registered => ({
    namespace: meta.namespace,
    host: `${meta.name}.${meta.namespace}.svc.${config.general.clusterDomain}`,
    kind: 'Service',
    exportTo
  })),
  ...serviceEntries.flatMap(({ meta, hosts, exportTo }) =>
    hosts.map((host): Registered => ({ namespace: meta.namespace, host, kind: 'ServiceEntry', exportTo }))
  )
];

/** Whether an object of one namespace is exported to another; without a word it is, to all of them. */
const isVisible = ({ namespace, exportTo }: Registered, to: string): boolean =>
  exportTo === undefined || exportTo.length === 0
    ? true
    : exportTo.some(each => each === '*' || each === to || (each === '.' && namespace === to));

/**
 * Whether everything that one name stands for, another one stands for too.
 *
 * An exact name never covers a wildcard: importing `a.foo.com` does not select a ServiceEntry for `*.foo.com`.
 */
const isSubset = (name: string, of: string): boolean => {
  if (!of.startsWith('*')) return name === of;
  const tail = of.slice(1);
  return name.startsWith('*')
    ? name.length >= of.length && name.slice(1).endsWith(tail)
    : name.endsWith(tail);
};

const parse = (host: string, own: string): Imported => {
  const slash = host.indexOf('/');
  const namespace = host.slice(0, slash);
  return { namespace: namespace === '.' ? own : namespace, name: host.slice(slash + 1) };
};

const covers = (imported: Imported, { namespace, host }: Registered): boolean =>
  (imported.namespace === '*' || imported.namespace === namespace) && isSubset(host, imported.name);

/**
 * The hosts of a mesh that a Sidecar in a namespace brings to its proxies, by its egress hosts.
 *
 * Destinations of VirtualServices, which Istio adds by itself, are not among them.
 */
export const selects = (
  mesh: Mesh,
  namespace: string,
  egressHosts: ReadonlyArray<string>
): ReadonlyArray<Selected> => {
  const imports = egressHosts.map(host => parse(host, namespace));
  return registry(mesh)
    .filter(each => isVisible(each, namespace) && imports.some(imported => covers(imported, each)))
    .map(({ namespace: where, host, kind }) => ({ namespace: where, host, kind }));
};
