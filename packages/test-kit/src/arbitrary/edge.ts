import fc from 'fast-check';
import { nowhere } from '@meshfence/core';
import type { Caller, Edge, Evidence } from '@meshfence/core';
import { destination } from './host.js';
import { instant } from './instant.js';
import { someLabels } from './labels.js';
import { namespaceName, objectName } from './meta.js';
import { optional, record, wilder } from './record.js';
import type { Flavour } from './universe.js';

type Named = Extract<Caller, { readonly _tag: 'Named' }>;
type Labelled = Extract<Caller, { readonly _tag: 'Labelled' }>;

/** Who saw an edge; the names of `source` in the universe. */
export const sourceName: fc.Arbitrary<string> = fc.constantFrom('als', 'prometheus', 'accesslog', 'manual');

const evidence = (flavour: Flavour): fc.Arbitrary<Evidence> =>
  record<Evidence>({
    source: sourceName,
    firstSeen: optional(instant(flavour)),
    lastSeen: optional(instant(flavour), 3),
    count: optional(wilder(flavour, fc.nat(100), fc.constantFrom(-1, 0.5, 1e300)))
  });

/** Who called, by name or by labels. */
export const caller = (flavour: Flavour): fc.Arbitrary<Caller> =>
  fc.oneof(
    {
      arbitrary: record<Named>({
        _tag: fc.constant<'Named'>('Named'),
        namespace: namespaceName,
        name: objectName(flavour)
      }),
      weight: 3
    },
    {
      arbitrary: record<Labelled>({
        _tag: fc.constant<'Labelled'>('Labelled'),
        namespace: namespaceName,
        labels: someLabels(flavour)
      }),
      weight: 1
    }
  );

/** An observed call between the workloads of the universe, or out of it. */
export const edge = (flavour: Flavour): fc.Arbitrary<Edge> =>
  record<Edge>({
    from: caller(flavour),
    to: destination(flavour),
    port: optional(fc.constantFrom(80, 9080)),
    protocol: optional(fc.constantFrom('http', 'tcp')),
    evidence: fc.array(evidence(flavour), { maxLength: 2 }),
    origin: fc.constant(nowhere)
  });
