import { compile, keyOf } from '@meshfence/core';
import type { DesiredSidecar, General, Mesh } from '@meshfence/core';
import { selects } from '../istio/selects.js';
import { difference, inOrder } from './difference.js';
import { firstOf } from './Violation.js';
import type { Violation } from './Violation.js';

const inForm = (mesh: Mesh, egressHosts: General['egressHosts']): ReadonlyArray<DesiredSidecar> => {
  const general = { ...mesh.config.general, egressHosts };
  return compile({ ...mesh, config: { ...mesh.config, general } }).value.sidecars;
};

const selected = (mesh: Mesh, { namespace, egressHosts }: DesiredSidecar) =>
  inOrder(selects(mesh, namespace, egressHosts));

/**
 * Both forms of egress hosts bring a proxy the same hosts of the mesh: they differ in what they cost, not in what they
 * mean.
 */
export const formsAgree = (mesh: Mesh): Violation => {
  const exact = new Map(inForm(mesh, 'exact').map(sidecar => [keyOf(sidecar), sidecar]));
  return firstOf(inForm(mesh, 'wildcard'), sidecar => {
    const other = exact.get(keyOf(sidecar));
    return other === undefined
      ? `${keyOf(sidecar)} has no Sidecar in the exact form`
      : difference(selected(mesh, other), selected(mesh, sidecar), `exact hosts of ${keyOf(sidecar)}`);
  });
};
