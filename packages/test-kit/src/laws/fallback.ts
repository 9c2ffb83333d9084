import { compile, keyOf } from '@meshfence/core';
import type { DesiredSidecar, Fallback, Mesh } from '@meshfence/core';
import { selects } from '../istio/selects.js';
import { applied } from './feedback.js';
import { firstOf } from './Violation.js';
import type { Violation } from './Violation.js';

/** The hosts of Istio's clusters to which a fallback sends traffic. */
const targets = ({ globalSidecar, table }: Fallback): ReadonlyArray<string> =>
  [...table.rules, ...(table.rest === undefined ? [] : [table.rest])].flatMap(({ cluster }) => {
    if (cluster === undefined) return globalSidecar === undefined ? [] : [globalSidecar.host];
    const [direction, , , host] = cluster.split('|');
    return direction === 'outbound' && host !== undefined ? [host] : [];
  });

/** Whether a host is kept out of a namespace's scopes by a rule, so that it may be missing. */
const isKeptOut = (mesh: Mesh, plan: ReturnType<typeof compile>, host: string): boolean =>
  mesh.config.general.denyHosts.length > 0 ||
  plan.diagnostics.some(({ code, message }) => code.startsWith('host-') && message.includes(`"${host}"`));

const reaches = (mesh: Mesh, { namespace }: Fallback, sidecar: DesiredSidecar): boolean =>
  namespace === mesh.config.global.istioNamespace || namespace === sidecar.namespace;

/**
 * What the fallback routes send traffic to is in every scope that they reach, once the plan has been applied: a proxy
 * without such a cluster would answer 503.
 */
export const fallbackHeld = (mesh: Mesh): Violation => {
  const result = compile(mesh);
  const after = applied(mesh, result.value);
  const everything = (viewer: string) => new Set(selects(after, viewer, ['*/*']).map(({ host }) => host));
  return firstOf(result.value.fallbacks, fallback =>
    firstOf(
      result.value.sidecars.filter(sidecar => reaches(mesh, fallback, sidecar)),
      sidecar => {
        const known = everything(sidecar.namespace);
        const own = new Set(selects(after, sidecar.namespace, sidecar.egressHosts).map(({ host }) => host));
        const missing = targets(fallback).find(
          host => known.has(host) && !own.has(host) && !isKeptOut(mesh, result, host)
        );
        return missing && `Sidecar ${keyOf(sidecar)} lacks ${missing}, to which traffic is sent`;
      }
    )
  );
};
