import fc from 'fast-check';
import { nowhere } from '@meshfence/core';
import type { Labels, Meta, OwnerReference } from '@meshfence/core';
import { objectLabels } from './labels.js';
import { optional, record, seldom, wilder } from './record.js';
import { names, namespaces } from './universe.js';
import type { Flavour } from './universe.js';

const strangeNames = fc.constantFrom(
  'größe',
  'x'.repeat(64),
  'x'.repeat(253),
  '__proto__',
  'constructor',
  'a.b',
  'UPPER'
);

/** The name of a namespace. */
export const namespaceName: fc.Arbitrary<string> = fc.constantFrom(...namespaces);

/** The name of a Service, a fence or a workload. */
export const objectName = (flavour: Flavour): fc.Arbitrary<string> =>
  wilder(flavour, fc.constantFrom(...names), strangeNames, 16);

const uid = optional(fc.constantFrom('7d2b4ab3-4de0', '9b3d131b-6143'));

/** What every object carries, in a namespace; annotations only where a caller adds them. */
export const metaOf = (
  flavour: Flavour,
  { name, labels }: { readonly name: fc.Arbitrary<string>; readonly labels: fc.Arbitrary<Labels.Labels> }
): fc.Arbitrary<Meta> =>
  record<Meta>({
    namespace: wilder(flavour, namespaceName, fc.constantFrom('größe', 'constructor'), 24),
    name,
    labels,
    annotations: seldom<Labels.Labels>(fc.constant({}), fc.constant({ note: 'mind the gap' })),
    uid,
    ownerReferences: fc.constant([]),
    origin: fc.constant(nowhere)
  });

/** The metadata of an object with a name of the universe. */
export const meta = (flavour: Flavour): fc.Arbitrary<Meta> =>
  metaOf(flavour, { name: objectName(flavour), labels: objectLabels(flavour) });

/** The reference to the fence by which Slime's own Sidecars are known. */
export const fenceOwner = (name: string): OwnerReference => ({
  apiVersion: 'microservice.slime.io/v1alpha1',
  kind: 'ServiceFence',
  name,
  uid: '7d2b4ab3-4de0'
});
