import { compile, nowhere } from '@meshfence/core';
import type { Edge, Mesh, Plan, Service } from '@meshfence/core';
import { difference } from './difference.js';
import { heardForEver } from './heard.js';
import { lostBetween } from './scopes.js';
import type { Violation } from './Violation.js';

const withEdge = (mesh: Mesh, edge: Edge): Violation =>
  lostBetween(mesh, { ...mesh, edges: [...mesh.edges, edge] });

/** An edge that does not show that a direct source has heard its caller. */
const unheard = ({ sources }: Mesh, edge: Edge): Edge => {
  const direct = new Set(sources.filter(each => each.direct).map(({ name }) => name));
  return { ...edge, evidence: edge.evidence.filter(({ source }) => !direct.has(source)) };
};

/**
 * Law 5: one more edge never removes a host from any scope.
 *
 * What it shows beside the call, that a direct source hears the caller, may be what lets the silence of others count. So
 * the law is of callers that are heard anyway, and of edges that do not show it.
 */
export const monotone = (mesh: Mesh, edge: Edge): Violation =>
  withEdge(heardForEver(mesh), edge) ?? withEdge(mesh, unheard(mesh, edge));

const elsewhere = 'elsewhere';

/** A Service that no fence, selector, name or address of the mesh knows of. */
const stranger: Service = {
  meta: {
    namespace: elsewhere,
    name: 'stranger',
    labels: {},
    annotations: {},
    uid: undefined,
    ownerReferences: [],
    origin: nowhere
  },
  type: 'ClusterIP',
  selector: { stranger: 'yes' },
  ports: [{ name: 'http', number: 80, protocol: 'TCP', appProtocol: undefined }],
  addresses: ['203.0.113.1'],
  headless: false,
  externalName: undefined,
  exportTo: undefined
};

const isThere = ({ namespace }: { readonly namespace: string }): boolean => namespace !== elsewhere;

const apartFromStranger = ({ scopes, sidecars, statuses }: Plan) => ({
  scopes: scopes.filter(isThere),
  sidecars: sidecars.filter(isThere),
  statuses: statuses.filter(isThere)
});

/** Whether a scope names everything beneath some domain, and so names the stranger too. */
const isBroad = (plan: Plan): boolean =>
  plan.scopes.some(({ hosts }) =>
    hosts.some(({ host }) => host.startsWith('*') && !host.includes('example'))
  );

/** Law 5: a Service that nothing in the mesh refers to changes nothing. */
export const indifferent = (mesh: Mesh): Violation => {
  const before = compile(mesh).value;
  if (isBroad(before)) return undefined;
  const after = compile({ ...mesh, services: [...mesh.services, stranger] }).value;
  return difference(apartFromStranger(after), apartFromStranger(before), 'plan with a stranger');
};
