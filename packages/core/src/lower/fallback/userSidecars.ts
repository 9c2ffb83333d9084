import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Index } from '../../indexing/Index.js';
import type { Fallback } from '../../model/Fallback.js';
import { globalSidecarName } from '../../model/GlobalSidecar.js';
import type { GlobalSidecar } from '../../model/GlobalSidecar.js';
import { isWildcard, suffixOf } from '../../model/Host.js';
import type { Host } from '../../model/Host.js';
import { keyOf } from '../../model/Meta.js';
import type { Sidecar } from '../../model/Sidecar.js';
import { by } from '../../order.js';
import { isOurs } from '../../resolve/foreign.js';
import { selectsGlobalSidecar } from '../../resolve/narrowing.js';

/** The namespaces in which a host is, as far as they are known: a Service's name tells its own. */
const namespacesOf = ({ clusterDomain, definitions }: Index, host: Host): ReadonlyArray<string> => {
  const suffix = `.svc.${clusterDomain}`;
  const told = host.endsWith(suffix) ? host.slice(0, -suffix.length).split('.').slice(1) : [];
  return [...told, ...definitions.matching(host).map(({ namespace }) => namespace)];
};

const selects = (pattern: string, host: Host): boolean =>
  pattern === host || (isWildcard(pattern) && (pattern === '*' || host.endsWith(`.${suffixOf(pattern)}`)));

/** A host that traffic is sent to, and where it is. */
interface Wanted {
  readonly host: Host;
  readonly namespaces: ReadonlyArray<string>;
}

/** Whether a Sidecar imports a host. One without egress hosts imports everything. */
const imports = ({ egressHosts, meta }: Sidecar, { host, namespaces }: Wanted): boolean =>
  egressHosts.length === 0 ||
  egressHosts.some(entry => {
    const [namespace = '', pattern = ''] = entry.split('/');
    const named = namespace === '.' ? meta.namespace : namespace;
    return (named === '*' || namespaces.includes(named)) && selects(pattern, host);
  });

const isUsers = (sidecar: Sidecar): boolean => !isOurs(sidecar);

/** The user's own Sidecars that a fallback's routes reach. */
const reached = ({ mesh }: Index, { namespace }: Fallback): ReadonlyArray<Sidecar> =>
  mesh.sidecars.filter(
    sidecar =>
      isUsers(sidecar) &&
      (namespace === mesh.config.global.istioNamespace || namespace === sidecar.meta.namespace)
  );

/** Users' own Sidecars that lack a host to which a fallback sends traffic; the first such host of each. */
export const sidecarsWithout = (
  index: Index,
  fallback: Fallback,
  hosts: ReadonlyArray<Host>
): ReadonlyArray<Diagnostic> => {
  const wanted = hosts.map(host => ({ host, namespaces: namespacesOf(index, host) }));
  return reached(index, fallback).flatMap(sidecar => {
    const missing = wanted.find(each => !imports(sidecar, each));
    if (missing === undefined) return [];
    const parameters = { sidecar: keyOf(sidecar.meta), host: missing.host };
    return [report('sidecar-without-fallback', parameters, [inObject('Sidecar', sidecar)])];
  });
};

/** The user's own Sidecars that select a global-sidecar's pods, or have the name of ours; by name. */
export const sidecarsOver = (index: Index, { namespace }: GlobalSidecar): ReadonlyArray<Sidecar> => {
  const selectsOurs = selectsGlobalSidecar(index);
  return index.mesh.sidecars
    .filter(sidecar => isUsers(sidecar) && sidecar.meta.namespace === namespace)
    .filter(
      ({ meta, selector }) =>
        meta.name === globalSidecarName || (selector !== undefined && selectsOurs(namespace, selector))
    )
    .toSorted(by(({ meta }) => meta.name));
};
