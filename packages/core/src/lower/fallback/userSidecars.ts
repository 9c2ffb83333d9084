import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Index } from '../../indexing/Index.js';
import type { Fallback } from '../../model/Fallback.js';
import { globalSidecarLabels, globalSidecarName } from '../../model/GlobalSidecar.js';
import type { GlobalSidecar } from '../../model/GlobalSidecar.js';
import { isWildcard, suffixOf } from '../../model/Host.js';
import type { Host } from '../../model/Host.js';
import * as Labels from '../../model/Labels.js';
import { keyOf } from '../../model/Meta.js';
import type { Sidecar } from '../../model/Sidecar.js';
import { isOurs } from '../../resolve/foreign.js';

/** The namespaces in which a host is, as far as they are known: a Service's name tells its own. */
const namespacesOf = ({ clusterDomain, definitions }: Index, host: Host): ReadonlyArray<string> => {
  const suffix = `.svc.${clusterDomain}`;
  const told = host.endsWith(suffix) ? host.slice(0, -suffix.length).split('.').slice(1) : [];
  return [...told, ...definitions.matching(host).map(({ namespace }) => namespace)];
};

const selects = (pattern: string, host: Host): boolean =>
  pattern === host || (isWildcard(pattern) && (pattern === '*' || host.endsWith(`.${suffixOf(pattern)}`)));

/** Whether a Sidecar imports a host. One without egress hosts imports everything. */
const imports = (index: Index, { egressHosts, meta }: Sidecar, host: Host): boolean => {
  const namespaces = namespacesOf(index, host);
  return (
    egressHosts.length === 0 ||
    egressHosts.some(entry => {
      const [namespace = '', pattern = ''] = entry.split('/');
      const named = namespace === '.' ? meta.namespace : namespace;
      return (named === '*' || namespaces.includes(named)) && selects(pattern, host);
    })
  );
};

const isReached = ({ mesh }: Index, { namespace }: Fallback, sidecar: Sidecar): boolean =>
  namespace === mesh.config.global.istioNamespace || namespace === sidecar.meta.namespace;

/** Users' own Sidecars that lack a host to which a fallback sends traffic; the first such host of each. */
export const sidecarsWithout = (
  index: Index,
  fallback: Fallback,
  hosts: ReadonlyArray<Host>
): ReadonlyArray<Diagnostic> =>
  index.mesh.sidecars
    .filter(sidecar => !isOurs(sidecar) && isReached(index, fallback, sidecar))
    .flatMap(sidecar => {
      const host = hosts.find(each => !imports(index, sidecar, each));
      return host === undefined
        ? []
        : [
            report('sidecar-without-fallback', { sidecar: keyOf(sidecar.meta), host }, [
              inObject('Sidecar', sidecar)
            ])
          ];
    });

/** A user's own Sidecar that selects the global-sidecar's pods, or has the name of ours. */
export const sidecarOver = ({ mesh }: Index, { namespace }: GlobalSidecar): Sidecar | undefined =>
  mesh.sidecars.find(
    sidecar =>
      !isOurs(sidecar) &&
      sidecar.meta.namespace === namespace &&
      (sidecar.meta.name === globalSidecarName ||
        (sidecar.selector !== undefined && Labels.isSubset(sidecar.selector, globalSidecarLabels)))
  );
