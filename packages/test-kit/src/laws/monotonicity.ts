import { compile, nowhere } from '@meshfence/core';
import type { Edge, Mesh, Plan, Service } from '@meshfence/core';
import { difference } from './difference.js';
import { lostBetween } from './scopes.js';
import type { Violation } from './Violation.js';

/** Law 5: one more edge never removes a host from any scope. */
export const monotone = (mesh: Mesh, edge: Edge): Violation =>
  lostBetween(mesh, { ...mesh, edges: [...mesh.edges, edge] });

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
